using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Errand.Tests;

/// <summary>Who may know whom: roles meet only in the store, and Hosting alone knows everyone.</summary>
public sealed partial class DependencyTests
{
    private const string Root = "the root";
    private const string Hosting = "Hosting";

    /// <summary>Each folder, and what it may know beside itself.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        [Root] = [],
        ["Binding"] = [Root],
        ["Storage"] = [Root],
        ["Storage.Sqlite"] = [Root, "Storage"],
        ["Storage.Postgres"] = [Root, "Storage"],
        ["Submitting"] = [Root],
        ["Membership"] = [Root],
        ["Web"] = [Root, "Submitting"],
        ["Handler"] = [Root, "Membership"],
        ["Janitor"] = [Root, "Membership"],
        ["Upkeep"] = [Root, "Membership"],
    };

    /// <summary>Public types of the folder Hosting: users need no further namespace for them.</summary>
    private static readonly string[] HostingInTheRootNamespace = ["ErrandApp", "ErrandBuilder", "ErrandHostingExtensions", "ErrandRoles"];

    private static readonly Architecture Errand = new ArchLoader().LoadAssemblies(
        typeof(ErrandApp).Assembly, typeof(TaskView).Assembly).Build();

    /// <summary>Every dependency of one of our types, by the folder it comes from.</summary>
    private static readonly List<(string Folder, IType From, IType To)> Known =
    [
        .. from type in Errand.Types
           let folder = FolderOf(type)
           where folder is not null
           from dependency in type.Dependencies
           select (folder, type, dependency.Target),
    ];

    [Fact]
    public void Each_folder_knows_only_what_the_table_allows() => Assert.Empty(
        from known in Known
        let target = FolderOf(known.To)
        where known.Folder != Hosting && target is not null && target != known.Folder && !MayKnow[known.Folder].Contains(target)
        select $"{known.From.FullName} ({known.Folder}) knows {known.To.FullName} ({target})");

    [Fact]
    public void The_table_names_every_folder_and_the_check_sees_what_they_know()
    {
        Assert.Equal([.. MayKnow.Keys.Append(Hosting).Order()], Known.Select(known => known.Folder).Distinct().Order());
        Assert.All(
            MayKnow.SelectMany(row => row.Value, (row, target) => (row.Key, target)),
            pair => Assert.Contains(Known, known => known.Folder == pair.Key && FolderOf(known.To) == pair.target));
    }

    [Fact]
    public void HTTP_is_a_matter_of_Web_and_Hosting() => Assert.Empty(
        from known in Known
        where known.Folder is not ("Web" or Hosting) && Names(known.To, "Microsoft.AspNetCore.")
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void SQLite_is_a_matter_of_its_store() => Assert.Empty(
        from known in Known
        where known.Folder != "Storage.Sqlite" && (Names(known.To, "Microsoft.Data.Sqlite.") || Names(known.To, "SQLitePCL."))
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void PostgreSQL_is_a_matter_of_its_store() => Assert.Empty(
        from known in Known
        where known.Folder != "Storage.Postgres" && Names(known.To, "Npgsql.")
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void What_travels_over_HTTP_depends_on_nothing() => Assert.All(
        typeof(TaskView).Assembly.GetReferencedAssemblies(), assembly => Assert.StartsWith(
            "System.", assembly.Name, StringComparison.Ordinal));

    private static bool Names(IType type, string start) => type.FullName.StartsWith(start, StringComparison.Ordinal);

    /// <summary>The folder of a type of ours, or null for anybody else's.</summary>
    private static string? FolderOf(IType type)
    {
        Match match = Folder().Match(type.FullName);
        return !match.Success ? null
            : match.Groups["folder"] is { Success: true } folder ? folder.Value
            : HostingInTheRootNamespace.Contains(match.Groups["name"].Value) ? Hosting
            : Root;
    }

    [GeneratedRegex(@"^Errand\.((?<folder>Storage\.\w+|\w+)\.|(?<name>\w+))")]
    private static partial Regex Folder();
}
