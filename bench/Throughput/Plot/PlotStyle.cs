namespace Throughput;

/// <summary>How lines look: the store determines the colour, the rate the dashes. Dark mode follows the reader's browser.</summary>
internal static class PlotStyle
{
    private const string Colours = """
        .surface{fill:#fcfcfb}.title,.name{fill:#1a1a19}.tick,.axis{fill:#5c5b57}
        .grid{stroke:#e6e5e1}.one{stroke:#8f8e89}.base{stroke:#8f8e89}
        .line.sqlite{stroke:#2a78d6}.line.postgres{stroke:#d9541e}.line.rate{stroke:#5c5b57}
        .mark.sqlite{fill:#2a78d6}.mark.postgres{fill:#d9541e}.mark{stroke:#fcfcfb}
        """;

    private const string DarkColours = """
        .surface{fill:#1a1a19}.title,.name{fill:#f5f4f0}.tick,.axis{fill:#b9b8b2}
        .grid{stroke:#33322f}.one{stroke:#7d7c77}.base{stroke:#7d7c77}
        .line.sqlite{stroke:#5598e7}.line.postgres{stroke:#ec835a}.line.rate{stroke:#b9b8b2}
        .mark.sqlite{fill:#5598e7}.mark.postgres{fill:#ec835a}.mark{stroke:#1a1a19}
        """;

    public const string Sheet = $$"""

        text{font-family:system-ui,-apple-system,"Segoe UI","Liberation Sans",sans-serif;font-size:12px}
        .title{font-size:13px;font-weight:600}.end{text-anchor:end}.middle{text-anchor:middle}
        .line{fill:none;stroke-width:2;stroke-linejoin:round}.grid,.one,.base{stroke-width:1}
        .dash1{stroke-dasharray:7 4}.dash2{stroke-dasharray:2 4}.mark{stroke-width:1.5}
        {{Colours}}
        @media (prefers-color-scheme:dark){
        {{DarkColours}}
        }

        """;

    public static string Colour(StoreName store) => store == StoreName.Sqlite ? "sqlite" : "postgres";

    public static string Name(StoreName store) => store == StoreName.Sqlite ? "SQLite" : "PostgreSQL";

    public static string Dash(string rate) => rate switch
    {
        MeasuredRate.Submitted => "dash0",
        MeasuredRate.Through => "dash1",
        _ => "dash2",
    };
}
