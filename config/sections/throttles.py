"""How often anybody may try and ask; the numbers an operator may change come from outside."""

from config import environment

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600

LOCKOUT = {
    "minutes": 15,
    # Wrong passwords for one name from one place, or on one of the person's own devices.
    "per_name": 8,
    # Over all names from one place, by strangers' devices: a school's people share an address.
    "per_network": 30,
    # Somebody who guesses at one name from many places leaves strangers fewer tries in each.
    "attacked_from": 60,
    "per_attacked_name": 3,
}

# How many, in how many seconds. What a person's programs may ask is about what one web process
# can answer at all: it stops a loop that has gone wild, not a program that works.
RATES = {
    "api_person": [
        (environment.number("API_CALLS_PER_MINUTE", 12_000, least=1, most=10**9), MINUTE),
        (environment.number("API_CALLS_PER_DAY", 1_000_000, least=1, most=10**9), DAY),
    ],
    "api_stranger": [(1200, MINUTE)],  # without a log-in, by address
    "calendar": [(30, HOUR)],  # without a log-in, by the secret address
    "mail": [(6, 10 * MINUTE), (30, DAY)],  # letters somebody has sent at once, by person
    "activation": [(120, MINUTE)],  # codes, right and wrong ones, by address
    "login": [(300, MINUTE)],  # right and wrong ones, by address
    # Letters for a forgotten password: by address, which a school's people share, and by account.
    "lost_password": [(20, HOUR), (60, DAY)],
    "lost_password_person": [(3, HOUR), (6, DAY)],
    # Without a log-in: by address, about one unit, and in all. From the second number on a plain
    # question has to be answered first.
    "tip": [(10, HOUR), (30, DAY)],
    "tip_unit": [(60, HOUR), (300, DAY)],
    "tip_all": [(600, HOUR), (3000, DAY)],
    "tip_asked": [(2, HOUR)],
    "tip_unit_asked": [(10, HOUR)],
    "tip_all_asked": [(100, HOUR)],
    "tip_receipt": [(20, 10 * MINUTE), (100, DAY)],  # codes, right and wrong ones, by address
}
