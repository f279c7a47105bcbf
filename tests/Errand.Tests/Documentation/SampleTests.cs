using System.Text.RegularExpressions;

namespace Errand.Tests.Documentation;

/// <summary>Every C# sample of a page is a region of a file in Samples/, which is compiled with the tests.</summary>
public sealed partial class SampleTests
{
    private static readonly string Folder = Path.Combine(Documents.Root, "tests", "Errand.Tests", "Documentation", "Samples");

    [Fact]
    public void Every_sample_on_a_page_is_code_that_was_compiled()
    {
        foreach (CodeBlock block in Documents.Pages.SelectMany(Documents.CodeBlocks).Where(block => block.Language == "csharp"))
        {
            Match source = Source().Match(block.LineBefore);
            Assert.True(source.Success, $"{block.Place}: the line before the block does not say which sample it is.");
            // What only one-file programs have.
            string shown = string.Join('\n', block.Text.Split('\n').Where(line => !line.StartsWith("#:", StringComparison.Ordinal)));
            Assert.Equal(Region(source.Groups[1].Value, source.Groups[2].Value), shown);
        }
    }

    /// <summary>The regions of a name, one after the other, each without its indent.</summary>
    private static string Region(string file, string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");
        IEnumerable<string> parts = RegionOf().Matches(text).Where(region => region.Groups[2].Value == name).Select(region =>
            string.Join(
                '\n', region.Groups[3].Value.TrimEnd('\n').Split('\n').Select(line => WithoutIndent(line, region.Groups[1].Value))));
        string sample = string.Join("\n\n", parts);
        Assert.True(sample.Length > 0, $"{file} has no region {name}.");
        return sample;
    }

    private static string WithoutIndent(string line, string indent) =>
        line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line;

    [GeneratedRegex("^<!-- sample: ([A-Za-z]+\\.cs) ([a-z-]+) -->$")]
    private static partial Regex Source();

    [GeneratedRegex("^( *)#region ([a-z-]+)\n(.*?)^ *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RegionOf();
}
