using System.Net;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Tests.Forms;

/// <summary>What a browser would send of a form.</summary>
internal static partial class HtmlControls
{
    /// <summary>The controls, in their order, without buttons and files.</summary>
    public static IReadOnlyList<(string Name, string Value)> In(string html)
    {
        List<(string Name, string Value)> sent = [];
        foreach (Match control in Control().Matches(html))
        {
            Dictionary<string, string> attributes = AttributesOf(control.Groups["attributes"].Value);
            if (attributes.TryGetValue("name", out string? name) && ValueOf(control, attributes) is { } value)
            {
                sent.Add((name, value));
            }
        }

        return sent;
    }

    /// <summary>The form with an id, from its begin to its end.</summary>
    public static string Form(string html, string id)
    {
        int start = html.IndexOf($"<form id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no form {id}: {html}");
        return html[start..html.IndexOf("</form>", start, StringComparison.Ordinal)];
    }

    private static string? ValueOf(Match control, Dictionary<string, string> attributes) => control.Groups["tag"].Value switch
    {
        "textarea" => WithoutFirstBreak(WebUtility.HtmlDecode(control.Groups["content"].Value)).Replace("\n", "\r\n", StringComparison.Ordinal),
        "select" => ChosenIn(control.Groups["content"].Value),
        _ => attributes.GetValueOrDefault("type", "text") switch
        {
            "radio" or "checkbox" => attributes.ContainsKey("checked") ? attributes["value"] : null,
            "file" => null,
            "hidden" => attributes.GetValueOrDefault("value", ""),
            _ => attributes.GetValueOrDefault("value", "").Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal),
        },
    };

    private static string ChosenIn(string options)
    {
        Dictionary<string, string>[] all = [.. Option().Matches(options).Select(option => AttributesOf(option.Groups["attributes"].Value))];
        return (all.FirstOrDefault(option => option.ContainsKey("selected")) ?? all[0])["value"];
    }

    private static string WithoutFirstBreak(string content) => content is ['\n', ..] ? content[1..] : content;

    private static Dictionary<string, string> AttributesOf(string text) => Attribute().Matches(text).ToDictionary(
        attribute => attribute.Groups["name"].Value, attribute => WebUtility.HtmlDecode(attribute.Groups["value"].Value));

    [GeneratedRegex("<(?<tag>input)\\b(?<attributes>[^>]*)>|<(?<tag>textarea|select)\\b(?<attributes>[^>]*)>(?<content>.*?)</\\k<tag>>", RegexOptions.Singleline)]
    private static partial Regex Control();

    [GeneratedRegex("<option\\b(?<attributes>[^>]*)>")]
    private static partial Regex Option();

    [GeneratedRegex("(?<name>[a-z-]+)(?:=\"(?<value>[^\"]*)\")?")]
    private static partial Regex Attribute();
}
