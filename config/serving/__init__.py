"""The processes of the running service: who starts them, who minds them, which threads answer."""
