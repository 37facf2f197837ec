"""Rules of the service, each broken once on purpose: does a test near it notice?"""
