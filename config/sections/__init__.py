"""The settings by subject: each reads its part of the environment and refuses nonsense."""
