using Errand.TestServers;

namespace Errand.Tests.Documentation;

/// <summary>The README and its neighbours, the pages of docs/ and the notes on the benchmarks, as they stand in the repository.</summary>
internal static class Documents
{
    private static readonly string[] Folders = ["docs", Path.Combine("bench", "notes")];

    public static string Root => Repository.Root;

    public static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    /// <summary>The blocks between lines of three backticks, in order.</summary>
    public static IEnumerable<CodeBlock> CodeBlocks(string page)
    {
        string[] lines = Read(page).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                int end = Array.FindIndex(lines, i + 1, line => line == "```");
                Assert.True(end > i, $"{page}, line {i + 1}: the block has no end.");
                yield return new CodeBlock(page, i + 1, lines[i][3..], string.Join('\n', lines[(i + 1)..end]), i > 0 ? lines[i - 1] : "");
                i = end;
            }
        }
    }
}
