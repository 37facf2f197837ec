"""Service accounts 「服务账号」: programs of others that read and report by tokens.

One belongs to a unit by the role it holds there, is made and ended by an administrator of that part
of the tree (`keeping`), and is no person: no password, session, slip, mail or worklist is ever
one's, and nobody turns to it.
"""
