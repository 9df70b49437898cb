"""Reports of our own, fictitious, as bytes: what tests of several rooms send."""

from __future__ import annotations

HEADER = "年度,年月,KPI番号,実績値,人数"

# Average minutes, visitors and certificates of each month of FY2024.
WINDOW_MONTHS = (
    ("2024/4", 28.4, 1312, 38),
    ("2024/5", 27.9, 1088, 41),
    ("2024/6", 27.1, 1021, 44),
    ("2024/7", 26.6, 1094, 47),
    ("2024/8", 26.2, 1007, 50),
    ("2024/9", 25.8, 985, 52),
    ("2024/10", 25.5, 1043, 55),
    ("2024/11", 25.9, 978, 53),
    ("2024/12", 26.3, 1121, 61),
    ("2025/1", 25.0, 1066, 66),
    ("2025/2", 24.6, 1033, 64),
    ("2025/3", 25.7, 1502, 69),
)
# What the sections reported for whole years. R4 of KPI 5 is the missing baseline.
YEARS = (
    ("R5", "1", "29.5分"),
    ("R7", "1", "22.3分"),
    ("R5", "2", "0/20"),
    ("R6", "2", "6/20"),
    ("R7", "2", "17/20"),
    ("R6", "3", "74%"),
    ("R7", "3", "公表待ち"),
    ("R5", "4", "３１２"),
    ("R7", "4", '"1,105件"'),
    ("R4", "5", '"12,400"'),
    ("R5", "5", '"11,780"'),
    ("R6", "5", '"10,912時間"'),
    ("R7", "5", '"9,796"'),
    ("R5", "6", "18%"),
    ("R6", "6", "33%"),
    ("R7", "6", "47%"),
    ("R5", "7", "0/3"),
    ("R6", "7", "1/3"),
    ("R7", "7", "3/3"),
    ("R5", "8", "1回（182/190人）"),
    ("R6", "8", "1回（190/190人）"),
    ("R7", "8", "2回（188/188人）"),
    ("R5", "9-1", "48"),
    ("R6", "9-1", "81"),
    ("R7", "9-1", "96人"),
    ("R5", "9-2", "15"),
    ("R6", "9-2", "19"),
    ("R7", "9-2", "27"),
)


def long_csv(*lines: str, header: str = HEADER, encoding: str = "utf-8-sig") -> bytes:
    """One value a row, as a spreadsheet saves it."""
    return "".join(f"{line}\r\n" for line in (header, *lines)).encode(encoding)


def year_csv(*rows: tuple[str, str, str]) -> bytes:
    """Whole-year values: fiscal year, KPI number, value as written."""
    return long_csv(*(f"{year},,{kpi_no},{written}," for year, kpi_no, written in rows))


def window_csv() -> bytes:
    """24 monthly values of KPI 1 (with visitors) and KPI 4 in CP932: FY2024 of a service window."""
    minutes = (
        f'令和6年度,{month},1,{mean},"{people:,}"' for month, mean, people, _ in WINDOW_MONTHS
    )
    certificates = (f"令和6年度,{month},4,{issued}," for month, _, _, issued in WINDOW_MONTHS)
    return long_csv(*minutes, *certificates, encoding="cp932")


def years_csv() -> bytes:
    """Every other value of the town's ten KPIs, year by year."""
    return year_csv(*YEARS)


# One mistake of each kind; the header is line 1.
MISTAKES = (
    "令和6年度,,4,６４０,",  # 2: full-width digits are read, but line 4 says otherwise
    "令和6年度,,11,5,",  # 3: no such KPI
    "令和6年度,,4,650,",  # 4: the other value
    "令和9年度,,9-1,30,",  # 5: a year that has not come
    "24年度,,9-1,81,",  # 6: 平成24, 令和24 or 2024: to be asked
    "令和6年度,,9-1,八十一,",  # 7: no number
    "令和6年度,,6,330%,",  # 8: above a whole
    "令和6年度,,2,21/20,",  # 9: more done than there is
    "令和6年度,,1,-5,",  # 10: nobody stays for less than no time
    "令和6年度,,9-2,,",  # 11: blank, a note, never 0
    '令和6年度,,5,"10,912時間",',  # 12: good, but nothing is taken
    "令和6年度,,8,1回（190/190人,",  # 13: a bracket that nobody closed
)
REFUSED_ROWS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 13]
BLANK_ROWS = [11]


def mistakes_csv() -> bytes:
    return long_csv(*MISTAKES)
