using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>A type whose author means harm: names, values, descriptions, labels and units are markup.</summary>
internal sealed record HostileArgs(
    [property: JsonPropertyName("<img data-hostile src=x onerror=alert(31)>"), Description("</textarea><script data-hostile>alert(32)</script>")] string Text,
    [property: JsonPropertyName("\" data-hostile autofocus onfocus=alert(33) x=\""), Unit("<b data-hostile>m</b>"), Label("<i data-hostile>label</i>")] double Number,
    [property: JsonPropertyName("__proto__")] Dictionary<string, string> Map,
    HostileChoice Choice,
    string[] Lines)
{
    public const string Example = """
        {"<img data-hostile src=x onerror=alert(31)>":"</textarea><script data-hostile>alert(34)</script>",
        "\" data-hostile autofocus onfocus=alert(33) x=\"":1,
        "__proto__":{"\"><img data-hostile src=x onerror=alert(35)>":"'><svg data-hostile onload=alert(36)>"},
        "choice":"</option></select><script data-hostile>alert(37)</script>",
        "lines":["</textarea><img data-hostile src=x onerror=alert(38)>","`${alert(39)}"]}
        """;
}
