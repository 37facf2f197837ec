"""The page 帮助: what each role does here, one line an act."""
