using System.Text.RegularExpressions;
using Errand.TestServers;

namespace Errand.Dashboard.Tests.Sources;

/// <summary>What no script and no component of the pages may have in it: the policy of the pages would stop it, and only in some
/// browsers.</summary>
public sealed partial class SourceTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Errand.Dashboard");

    public static TheoryData<string> Scripts() => [.. FilesOf("Assets", "*.js")];

    public static TheoryData<string> Styles() => [.. FilesOf("Assets", "*.css")];

    public static TheoryData<string> Components() => [.. FilesOf("", "*.razor")];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_makes_no_markup_and_no_code_from_texts(string file) => Assert.Empty(FoundIn(file, Dangerous()));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_asks_no_other_server(string file) => Assert.Empty(FoundIn(file, OtherServer()));

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_style_sheet_loads_nothing(string file) => Assert.Empty(FoundIn(file, Loading()));

    [Theory]
    [MemberData(nameof(Components))]
    public void A_component_has_no_style_and_no_script_of_its_own(string file) => Assert.Empty(FoundIn(file, Inline()));

    /// <summary>Relative to the project, without those of others and without what the build makes.</summary>
    private static IEnumerable<string> FilesOf(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => !Foreign().IsMatch(file))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> FoundIn(string file, Regex forbidden) =>
        File.ReadLines(Path.Combine(Folder, file)).Index()
            .Where(line => forbidden.IsMatch(line.Item))
            .Select(line => $"{file}({line.Index + 1}): {line.Item.Trim()}");

    [GeneratedRegex("^(bin|obj)/|/vendor/")]
    private static partial Regex Foreign();

    [GeneratedRegex(
        @"innerHTML|\.outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|document\.write|\beval\(|new Function|"
        + @"set(Timeout|Interval)\(\s*[""'`]|\.style\s*=|cssText|setAttribute\(\s*[""'](on|style)|javascript:|\.srcdoc\b")]
    private static partial Regex Dangerous();

    [GeneratedRegex(@"fetch\(\s*[""'`]https?:|import\(|importScripts|new WebSocket|sendBeacon|new Worker")]
    private static partial Regex OtherServer();

    [GeneratedRegex(@"@import|url\(", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex(@"\sstyle\s*=|<style|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|MarkupString|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
