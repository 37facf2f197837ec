"""The OpenAPI document, and how it reads the calls."""
