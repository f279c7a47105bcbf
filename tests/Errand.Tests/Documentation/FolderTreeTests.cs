using System.Text.RegularExpressions;

namespace Errand.Tests.Documentation;

/// <summary>The folder tree of docs/architecture.md against the folders of the server.</summary>
public sealed partial class FolderTreeTests
{
    private const string Server = "src/Errand/";

    [Fact]
    public void The_tree_names_exactly_the_folders_of_the_server()
    {
        CodeBlock tree = Assert.Single(
            Documents.CodeBlocks("docs/architecture.md"), block => block.Text.Contains($"\n{Server} ", StringComparison.Ordinal));

        Assert.Equal(OnDisk().Order(StringComparer.Ordinal), InTree(tree).Order(StringComparer.Ordinal));
    }

    /// <summary>A line's folders are in the folder of the nearest line above that is indented less.</summary>
    private static IEnumerable<string> InTree(CodeBlock tree)
    {
        IEnumerable<string> lines = tree.Text.Split('\n')
            .SkipWhile(line => !line.StartsWith(Server, StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith(' '));
        var parents = new Stack<(int Indent, string Path)>();
        foreach (string line in lines)
        {
            Match entry = Entry().Match(line);
            Assert.True(entry.Success, $"{tree.Place}: no folder in \"{line}\".");
            int indent = entry.Groups["indent"].Length;
            while (parents.TryPeek(out (int Indent, string Path) above) && above.Indent >= indent)
            {
                parents.Pop();
            }

            string parent = parents.TryPeek(out (int Indent, string Path) nearest) ? nearest.Path : "";
            foreach (Capture name in entry.Groups["name"].Captures)
            {
                yield return parent + name.Value;
            }

            parents.Push((indent, parent + entry.Groups["name"].Captures[^1].Value));
        }
    }

    private static IEnumerable<string> OnDisk()
    {
        string root = Path.Combine(Documents.Root, Server);
        return Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(root, folder).Replace('\\', '/') + "/")
            .Where(folder => !folder.StartsWith("bin/", StringComparison.Ordinal) && !folder.StartsWith("obj/", StringComparison.Ordinal));
    }

    [GeneratedRegex("^(?<indent> +)(?:(?<name>[A-Za-z]+/) ?)+(?: |$)")]
    private static partial Regex Entry();
}
