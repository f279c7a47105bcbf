using System.Text.RegularExpressions;

namespace Errand.Tests.Documentation;

/// <summary>Links from page to page, and into the code.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it()
    {
        List<string> broken = [];
        foreach (string page in Documents.Pages)
        {
            foreach (Match link in Link().Matches(WithoutCode(Documents.Read(page))))
            {
                string target = link.Groups[1].Value;
                if (!target.Contains(':', StringComparison.Ordinal) && !Resolves(page, target))
                {
                    broken.Add($"{page}: {target}");
                }
            }
        }

        Assert.Empty(broken);
    }

    private static bool Resolves(string page, string target)
    {
        string[] parts = target.Split('#', 2);
        string file = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        string path = Path.Combine(Documents.Root, file);
        return parts.Length == 1
            ? Path.Exists(path)
            : File.Exists(path) && Heading().Matches(WithoutCode(Documents.Read(file))).Any(h => AnchorOf(h.Groups[1].Value) == parts[1]);
    }

    /// <summary>As GitHub makes it: lower case, hyphens for spaces, no punctuation.</summary>
    private static string AnchorOf(string heading) => NoAnchor().Replace(heading.ToLowerInvariant().Replace(' ', '-'), "");

    private static string WithoutCode(string text) => Block().Replace(text, "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
