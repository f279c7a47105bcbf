using System.Reflection;
using System.Text.RegularExpressions;

namespace Errand.Tests.Documentation;

/// <summary>docs/operating.md against the kinds of problems that the code knows.</summary>
public sealed partial class ProblemPageTests
{
    [Fact]
    public void The_page_has_a_section_for_every_kind_and_no_other()
    {
        string page = Documents.Read("docs/operating.md");
        string chapter = page[page.IndexOf("\n## Problems\n", StringComparison.Ordinal)..];
        chapter = chapter[..chapter.IndexOf("\n## ", 1, StringComparison.Ordinal)];

        Assert.Equal(
            typeof(ServerProblemKind).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(kind => (string)kind.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            Section().Matches(chapter).Select(section => section.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^### ([a-z-]+)$", RegexOptions.Multiline)]
    private static partial Regex Section();
}
