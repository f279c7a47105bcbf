namespace Errand.Dashboard.Tests.Looks;

/// <summary>Texts that were scripts in pages that took them for their own.</summary>
internal static class HostileTexts
{
    /// <summary>If it were run, a dialog would show it; if it were markup, there would be an element with this attribute.</summary>
    public const string Mark = "data-hostile";

    public static readonly IReadOnlyList<string> All =
    [
        "<script data-hostile>alert(1)</script>",
        "</script><script data-hostile>alert(2)</script>",
        "<img data-hostile src=x onerror=alert(3)>",
        "\"><img data-hostile src=x onerror=alert(4)>",
        "'><svg data-hostile onload=alert(5)>",
        "\" data-hostile onfocus=alert(6) autofocus tabindex=0 x=\"",
        "' data-hostile onmouseover=alert(7) x='",
        "` data-hostile onload=alert(8)",
        "javascript:alert(9)",
        "</title></textarea></style></noscript><script data-hostile>alert(10)</script>",
        "<!--<img data-hostile src='--><img data-hostile src=x onerror=alert(11)>'>",
        "<a data-hostile href=\"javascript:alert(12)\">here</a>",
        "<iframe data-hostile srcdoc=\"<script>alert(13)</script>\"></iframe>",
        "<math><mtext><table><mglyph><style><!--</style><img data-hostile title=\"--&gt;&lt;img src=1 onerror=alert(14)&gt;\">",
        "<form data-hostile action=javascript:alert(15)><button>go</button></form>",
        "{{constructor.constructor('alert(16)')()}}",
        "${alert(17)}",
        "<style data-hostile>*{display:none}</style>",
        "<base data-hostile href=//evil.example/>",
        "<meta data-hostile http-equiv=refresh content=0;url=//evil.example>",
        "data:text/html,<script>alert(18)</script>",
        "&lt;script data-hostile&gt;alert(19)&lt;/script&gt;",
        "\u2028alert(20)\u2029",
        "\u202Etxt.exe",
        "\u0000<script data-hostile>alert(21)</script>",
        "@MarkupString <b data-hostile>bold</b>",
        "https://evil.example/?<script data-hostile>alert(22)</script>",
        "__proto__",
        "<template data-hostile shadowrootmode=open><script>alert(23)</script></template>",
        "<b data-hostile data-keep data-live=tasks data-copy=x data-dialog=keys id=main>named like ours</b>",
    ];
}
