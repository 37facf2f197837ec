"""Logging in with an account of another service: OpenID Connect, WeCom, DingTalk, Feishu, LDAP.

The protocol is allauth's, the people are ours: who somebody is there is matched to exactly one
person here, kept in allauth's table of identities, and nobody is ever taken in by it (ADR 43).
"""
