using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Errand.TestServers;

namespace Errand.Tests;

/// <summary>What keeps the code easy to walk through: small folders, one type for each file, few
/// parameters, lines that fit on a screen.</summary>
public sealed partial class LayoutTests
{
    private const int MostFilesOfAFolder = 30;
    private const int LongestLine = 140;
    private const int MostParameters = 6;
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void No_folder_of_the_server_is_too_large_to_take_in() => Assert.Empty(
        from file in FilesOf("src")
        group file by Path.GetDirectoryName(file) into folder
        where folder.Count() > MostFilesOfAFolder
        select $"{folder.Key}: {folder.Count()} files");

    [Fact]
    public void Each_file_of_the_server_has_one_type_and_its_name() => Assert.Empty(
        from file in FilesOf("src")
        let types = Type().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).Select(match => match.Groups["name"].Value).Distinct().ToList()
        where types.Count > 1 || types.Any(type => type != Path.GetFileName(file).Split('.', '{')[0])
        select $"{file}: {string.Join(", ", types)}");

    /// <summary>A line with a text in it may be longer: a text in two parts is found by no search.</summary>
    [Fact]
    public void No_line_of_code_is_wider_than_a_screen() => Assert.Empty(
        from top in new[] { "src", "samples", "bench", "tests" }
        from file in FilesOf(top)
        from line in CodeLinesOf(file)
        where line.Text.Length > LongestLine && !line.Text.Contains('"', StringComparison.Ordinal)
        select $"{file}({line.Number}): {line.Text.Length} characters");

    /// <summary>The rest of the formatting is checked by the build.</summary>
    [Fact]
    public void Every_file_of_code_ends_with_one_line_break() => Assert.Empty(
        from top in new[] { "src", "samples", "bench", "tests" }
        from file in FilesOf(top)
        let text = File.ReadAllText(Path.Combine(Repository.Root, file))
        where !text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal) || text.Contains('\r', StringComparison.Ordinal)
        select file);

    /// <summary>Records are data, and may have as many members as there are.</summary>
    [Fact]
    public void No_constructor_takes_more_than_six_parameters() => Assert.Empty(
        from type in typeof(ErrandApp).Assembly.GetTypes()
        where type.GetMethod("PrintMembers", Everything) is null && !type.IsDefined(typeof(CompilerGeneratedAttribute))
        from constructor in type.GetConstructors(Everything)
        where constructor.GetParameters().Length > MostParameters
        select $"{type.FullName}: {constructor.GetParameters().Length} parameters");

    private static IEnumerable<string> FilesOf(string top) =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, top), "*.cs", SearchOption.AllDirectories)
        where !Generated().IsMatch(file)
        select Path.GetRelativePath(Repository.Root, file);

    /// <summary>All but those between three quotes, which are SQL or JSON.</summary>
    private static IEnumerable<(string Text, int Number)> CodeLinesOf(string file)
    {
        bool isInText = false;
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, file)))
        {
            number++;
            if (Quotes().Count(line) % 2 == 1)
            {
                isInText = !isInText;
            }
            else if (!isInText)
            {
                yield return (line, number);
            }
        }
    }

    /// <summary>At top level: what is nested in a type belongs to it.</summary>
    [GeneratedRegex(
        @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref) )*"
        + @"(?:class|record struct|record class|record|struct|interface|enum|delegate [\w<>?\[\], ]+?) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex("\"\"\"")]
    private static partial Regex Quotes();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex Generated();
}
