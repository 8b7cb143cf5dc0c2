# What Danqian uses of jieba.posseg.

class POSTokenizer:
    word_tag_tab: dict[str, str]
    def makesure_userdict_loaded(self) -> None: ...

dt: POSTokenizer

def lcut(sentence: str, HMM: bool = True) -> list[object]: ...
