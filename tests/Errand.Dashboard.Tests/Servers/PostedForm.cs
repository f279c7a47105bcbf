using System.Net;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>A form of a page, as a browser would send it.</summary>
internal static partial class PostedForm
{
    /// <summary>The hidden fields of the form that has a text in it.</summary>
    public static (string Name, string Value)[] In(Answer page, string text)
    {
        string form = Form().Matches(page.Text).Select(match => match.Value).Single(each => each.Contains(text, StringComparison.Ordinal));
        return
        [
            .. Hidden().Matches(form).Select(match =>
                (WebUtility.HtmlDecode(match.Groups["name"].Value), WebUtility.HtmlDecode(match.Groups["value"].Value))),
        ];
    }

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\"(?: value=\"(?<value>[^\"]*)\")? ?/?>")]
    private static partial Regex Hidden();
}
