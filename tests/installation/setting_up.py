"""What the tests of the first run say, in the form and to the service."""

from installation.services import Administrator, Bureau

SECRET = "qingshan-2291-lu"
ADDRESS = "https://ledger.example.org"
SAID = {
    "bureau_name": "示范区教育局",
    "bureau_code": "SF000",
    "contact": "安全保卫科",
    "phone": "0555-1234567",
    "person_name": "管理员甲",
    "username": "guanli",
    "password1": SECRET,
    "password2": SECRET,
    "public_address": ADDRESS,
    "zone": "Asia/Shanghai",
}


def answers(username: str = "guanli", zone: str = "Asia/Shanghai") -> dict:
    """As `installation.services.set_up` takes them."""
    bureau = Bureau("SF000", "示范区教育局", "安全保卫科", "0555-1234567")
    person = Administrator(username, "管理员甲", SECRET)
    return {
        "bureau": bureau,
        "administrator": person,
        "public_address": ADDRESS,
        "zone": zone,
    }
