"""The second factor 「二次验证」: a code of an authenticator app beside the password.

Who must have one says `policy`; it is made by `setting_up`, shown by `showing`, taken off by
`removing`. What a session knows of it, `sessions`: one that has not shown it is nobody's
(`web.second_factor.gate`).
"""
