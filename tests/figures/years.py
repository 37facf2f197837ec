"""A year in which everything happens that a figure tells apart."""

from datetime import date, timedelta

from hazards import services
from tests.cast import Cast
from tests.figures.lives import Lives, june, moment

WHOLE = {"found_from": date(2021, 1, 1), "found_to": date(2022, 1, 1)}


def july(day: int) -> date:
    return date(2021, 7, day)


def a_full_year(cast: Cast) -> Lives:
    lives = Lives(cast)
    lives.closed(found=june(1), due=june(10), on=june(11), place="锅炉房")
    lives.closed(found=june(1), due=june(10), on=june(4), source="tip")
    lives.closed(found=june(2), due=july(20), on=july(9))
    lives.reopened(lives.closed(june(3), june(20), june(9)), on=june(25), due=july(10))
    lives.rectified(found=june(2), due=june(10), on=june(5))
    lives.assigned(found=june(3), due=june(10))
    lives.found(june(20), place="锅炉房")  # where one was closed nine days ago
    b = {"by": cast["inspector@school_b"], "unit": cast.units["school_b"]}
    lives.found(june(4), **b)
    cast.dismissed(lives.found(july(1)))
    extended(lives)
    sent_back_twice(lives)
    majors(lives)
    by_the_bureau_and_central_school(lives)
    return lives


def extended(lives: Lives) -> None:
    hazard = lives.assigned(found=june(5), due=june(10))
    told = {"until": june(28), "reason": "等配件", "interim_measures": "围挡"}
    request = services.request_extension(hazard, by=lives.cast.officer, at=moment(june(8)), **told)
    services.grant(request, by=lives.cast.auditor, at=moment(june(9)))
    hazard.refresh_from_db()
    lives.cast.closed(lives.cast.rectified(hazard, at=moment(june(25))), at=moment(june(26)))


def sent_back_twice(lives: Lives) -> None:
    hazard = lives.rectified(found=june(6), due=june(30), on=june(8))
    for day in (10, 14):
        services.send_back(hazard, by=lives.cast.officer, reason="没修好", at=moment(june(day)))
        hazard = lives.cast.rectified(hazard, at=moment(june(day) + timedelta(days=2)))


def majors(lives: Lives) -> None:
    cast = lives.cast
    cast.major(at=moment(june(7)))
    hazard = cast.assigned(
        cast.major(at=moment(june(8))), by=cast.auditor, at=moment(june(9)), due_on=june(20)
    )
    cast.rectified(hazard, at=moment(june(12)))
    hazard = cast.assigned(
        cast.major(at=moment(june(8))), by=cast.auditor, at=moment(june(9)), due_on=june(20)
    )
    hazard = cast.rectified(hazard, at=moment(june(12)))
    review = [cast.photo(cast.auditor)]
    cast.closed(hazard, by=cast.auditor, at=moment(june(13)), photos=review)


def by_the_bureau_and_central_school(lives: Lives) -> None:
    cast = lives.cast
    lives.rectified(june(9), june(20), june(13), by=cast["inspector@bureau"], source="bureau_check")
    lives.found(june(10), by=cast["inspector@central"], unit=cast.units["central"])
    lives.found(july(2), by=cast["inspector@direct"], unit=cast.units["direct"])
