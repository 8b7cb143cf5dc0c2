"""What policy news needs: words a Taiwanese editor would stumble over if they were wrong."""

from __future__ import annotations

import pytest

from annotations.text.conversion import convert

RIGHT = """
新征程 踏上新的征程 長征精神 徵收補償 徵求意見 土地徵收 特徵鮮明 象徵 征戰 出征儀式
資金鏈 產業鏈供應鏈 延鏈補鏈強鏈 人才鏈 創新鏈 區塊鏈 全鏈條 串珠成鏈 項鍊
領導幹部 加快幹部培養 交流幹部 上海幹部 若干部門 若干措施 餅乾部門 幹事創業 真抓實幹 干預 乾旱
批覆 答覆 復工復產 全覆蓋 生態修復 複製推廣 複合型 反覆 複雜
製造業 上海製造 城市製造業 半導體製造 飛機製造 先進製造 體制機制 制定 控制造價 生產制度 預製菜
後來 以後 皇后 售後 三天後來到 里程碑 村裡 上海市里程碑 公里面積 一百公里 園區裡
只有 是只有 只爭朝夕 一隻 只能 兩隻手 有只能
發展 秘書長發展講話 資金發展 牽頭發展 衛生發展 頭髮 理髮 揭牌 研發 美髮
面向 和面積 全面 麵粉 方便麵 東方美谷 面膜 書面 面對面
陳雲 雲計算 上雲 人云亦云 雲南
於是 關於 于先生 位於 于女士 善於
范長江 范仲淹 示範區 規範 防範
市場准入 准入門檻 批准 不准 精準 拿不準 批准備案 標準 標準入庫 精準入戶 核准 不準確
餘杭區 百餘家企業 剩餘 余先生 新余市
松江區 攜手松江 輕鬆 鬆綁
系統 聯繫統一戰線 海關系統 關係 體系 維繫 心繫
歷史 今年歷史 日曆 農曆年
臺灣 台州市 天台縣 颱風 平臺風險 出臺 櫃檯
豐收 丰采 五穀 山谷 光谷 衝擊 沖洗 濃郁 憂鬱 吉凶 行兇
佔比 占卜 採購 開展採訪 風采 瀑布 依託 托兒所 借款 憑藉
週期 周邊 一週 昇華 晉升 關注 註冊 旅遊 上游 並且 合併 簽下合同並合作 參與 人參
簽約 會上簽約 標籤 折合 折扣 摺疊 回歸 線性迴歸 巡迴 點讚 編製規劃 胡同
北斗 奮鬥 致力 精緻 標誌 雜誌 志願 問卷 捲入 計劃 划船 刻畫 鐘聲 鍾情 嚮往 方向往 夥伴 伙食
呼籲 著力 隨著 前仆後繼 風塵僕僕 瀋陽 沈先生 丰台
""".replace("丰台", "豐臺區").split()


@pytest.mark.parametrize("word", RIGHT)
def test_a_word_of_the_news_comes_back_from_simplified_as_taiwan_writes_it(word: str):
    simplified = convert(word, "tw2s")[0]
    assert convert(simplified, "s2tw")[0] == word


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("肩負著、標誌著、隨著", "肩负着、标志着、随着"),
        ("著名、著作權、顯著、執著", "著名、著作权、显著、执着"),
        ("瞭解、一目瞭然、瞭望", "了解、一目了然、瞭望"),
        ("關於、於是、位於", "关于、于是、位于"),
        ("甚麼、什麼、怎麼", "什么、什么、怎么"),
        ("衞生、説明、羣眾、裏面、着力", "卫生、说明、群众、里面、着力"),
        ("規畫、油畫、畫分、繪畫", "规划、油画、划分、绘画"),
        ("原著、專著、論著、編著、土著、卓著", "原著、专著、论著、编著、土著、卓著"),
        ("發揮著作用、寫著名字、彰顯著", "发挥着作用、写着名字、彰显着"),
        ("配合著、結合著、討論著、理論著眼", "配合着、结合着、讨论着、理论着眼"),
        ("乾隆、乾淨、幹部、干預、計畫", "乾隆、干净、干部、干预、计划"),
    ],
)
def test_a_traditional_text_becomes_what_the_mainland_writes(traditional: str, simplified: str):
    assert convert(traditional, "tw2s")[0] == simplified
