using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Errand.Storage;

namespace Errand.Tests;

/// <summary>Who may know whom: roles meet only in the store, and Hosting alone knows everyone.</summary>
public sealed partial class DependencyTests
{
    private const string Root = "the root";
    private const string Hosting = "Hosting";
    private const string Pages = "Errand.Dashboard.";

    /// <summary>What a folder that holds others has to itself: its options, log messages, statements and errors.</summary>
    private const string Words = "'s words";

    /// <summary>Each folder, and which folders above it in this list it may know. So there are no circles. Besides, each may know the root,
    /// and the words of the folders that it is in.</summary>
    private static readonly (string Folder, string[] MayKnow)[] Table =
    [
        (Root, []),
        ("Types", []),
        ("Storage.Stats", []),
        ("Storage.Messages", ["Storage.Stats"]),
        ("Storage.Control", []),
        ("Storage.Access", []),
        ("Storage.Views", ["Storage.Messages"]),
        ("Storage", ["Storage.Access", "Storage.Messages", "Storage.Control", "Storage.Views", "Storage.Stats"]),
        ("Signals", ["Storage", "Storage.Messages"]),
        ("Tally", ["Storage", "Storage.Access", "Storage.Messages", "Storage.Control", "Storage.Stats"]),
        ("Telemetry", ["Signals", "Storage", "Storage.Access", "Storage.Messages", "Storage.Control", "Storage.Stats"]),
        ("Storage.Shared", ["Storage", "Storage.Messages", "Storage.Views", "Storage.Stats"]),
        ("Storage.Shared.Keys", ["Storage.Access", "Storage.Shared"]),
        ("Access", ["Types", "Storage", "Storage.Access"]),
        ("Access.Tokens", ["Access"]),

        ("Storage.Sqlite" + Words, ["Storage"]),
        ("Storage.Sqlite.Disk", ["Storage", "Storage.Shared"]),
        ("Storage.Sqlite.Statements", ["Storage.Messages", "Storage.Shared"]),
        ("Storage.Sqlite.Writer", ["Storage.Messages", "Storage.Shared", "Storage.Sqlite.Disk", "Storage.Sqlite.Statements"]),
        ("Storage.Sqlite.Reads",
            [
                "Storage", "Storage.Access", "Storage.Messages", "Storage.Shared", "Storage.Stats", "Storage.Views", "Storage.Sqlite.Disk",
                "Storage.Sqlite.Statements",
            ]),
        ("Storage.Sqlite.Keys",
            [
                "Storage.Access", "Storage.Shared", "Storage.Shared.Keys", "Storage.Sqlite.Reads", "Storage.Sqlite.Statements",
                "Storage.Sqlite.Writer",
            ]),
        ("Storage.Sqlite.Verbs",
            [
                "Storage", "Storage.Access", "Storage.Sqlite.Keys", "Storage.Messages", "Storage.Control", "Storage.Stats", "Storage.Shared", "Storage.Sqlite.Statements",
                "Storage.Sqlite.Writer",
            ]),
        ("Storage.Sqlite",
            [
                "Storage", "Storage.Access", "Storage.Sqlite.Keys", "Storage.Messages", "Storage.Control", "Storage.Stats", "Storage.Views", "Storage.Shared", "Storage.Sqlite.Disk",
                "Storage.Sqlite.Reads", "Storage.Sqlite.Verbs", "Storage.Sqlite.Writer",
            ]),

        ("Storage.Postgres" + Words, ["Storage"]),
        ("Storage.Postgres.Address", []),
        ("Storage.Postgres.Session", ["Storage", "Storage.Messages", "Storage.Shared"]),
        ("Storage.Postgres.Hints", ["Storage", "Storage.Messages", "Storage.Shared", "Storage.Postgres.Session"]),
        ("Storage.Postgres.Verbs",
            [
                "Storage", "Storage.Access", "Storage.Shared.Keys", "Storage.Messages", "Storage.Control", "Storage.Stats", "Storage.Shared", "Storage.Postgres.Hints",
                "Storage.Postgres.Session",
            ]),
        ("Storage.Postgres.Reads",
            [
                "Storage", "Storage.Access", "Storage.Messages", "Storage.Shared", "Storage.Stats", "Storage.Views", "Storage.Postgres.Hints",
                "Storage.Postgres.Session",
            ]),
        ("Storage.Postgres",
            [
                "Storage", "Storage.Access", "Storage.Messages", "Storage.Control", "Storage.Stats", "Storage.Views", "Storage.Shared",
                "Storage.Postgres.Hints",
                "Storage.Postgres.Reads", "Storage.Postgres.Session", "Storage.Postgres.Verbs",
            ]),

        ("Binding" + Words, []),
        ("Binding.Text", []),
        ("Binding.Values", []),
        ("Binding.Schema", ["Binding.Text", "Binding.Values"]),
        ("Binding.Checking", ["Types", "Binding.Schema", "Binding.Text", "Binding.Values"]),
        ("Binding.Summaries", ["Binding.Schema"]),
        ("Binding.Views", ["Types", "Binding.Schema"]),
        ("Binding",
            ["Types", "Binding.Checking", "Binding.Schema", "Binding.Summaries", "Binding.Text", "Binding.Values", "Binding.Views"]),

        ("Lists", ["Access", "Types", "Storage", "Storage.Messages", "Storage.Views"]),
        ("Following", ["Signals", "Storage", "Storage.Messages", "Storage.Views"]),
        ("Control", ["Access", "Signals", "Storage", "Storage.Messages", "Storage.Control", "Storage.Views", "Lists"]),
        ("Results.Reading", []),
        ("Results.Formats", ["Results.Reading"]),
        ("Results.Indexing", ["Results.Reading"]),
        ("Results.Thinning", []),
        ("Results.Columns", ["Results.Indexing", "Results.Reading", "Results.Thinning"]),
        ("Results.Histograms", ["Results.Indexing", "Results.Thinning"]),
        ("Results.Tables", ["Results.Indexing", "Results.Reading"]),
        ("Results.Views", ["Types", "Results.Indexing", "Results.Reading"]),
        ("Results.Looks",
            [
                "Types", "Results.Columns", "Results.Histograms", "Results.Indexing", "Results.Reading", "Results.Tables",
                "Results.Thinning", "Results.Views",
            ]),
        ("Results", ["Results.Formats", "Results.Indexing", "Results.Looks", "Results.Reading"]),

        ("Insight", ["Access", "Types", "Signals", "Storage", "Storage.Messages", "Storage.Stats", "Storage.Views"]),
        ("Insight.Problems", ["Signals", "Storage", "Storage.Messages", "Storage.Views", "Insight"]),
        ("Topics", ["Signals", "Storage", "Storage.Messages", "Insight", "Insight.Problems"]),

        ("Submitting",
            [
                "Access", "Types", "Signals", "Storage", "Storage.Messages", "Storage.Control", "Storage.Views", "Telemetry", "Lists",
                "Following", "Control", "Insight", "Insight.Problems", "Topics", "Results", "Results.Formats", "Results.Indexing",
                "Results.Looks", "Results.Reading",
            ]),
        ("Membership", ["Storage", "Storage.Messages"]),
        ("Telemetry.Gauges", ["Signals", "Storage", "Storage.Views", "Telemetry", "Submitting", "Membership"]),
        ("Telemetry.Exposition", ["Telemetry.Gauges"]),
        ("Health", ["Signals", "Storage", "Storage.Messages", "Insight.Problems", "Submitting"]),
        ("Upkeep", ["Signals", "Storage", "Storage.Messages", "Storage.Stats", "Membership"]),
        ("Janitor", ["Signals", "Storage", "Storage.Messages", "Membership"]),

        ("Handler" + Words, []),
        ("Handler.Running", ["Types", "Signals", "Storage", "Storage.Messages", "Telemetry", "Membership"]),
        ("Handler.Claiming", ["Types", "Signals", "Storage", "Storage.Messages", "Membership", "Handler.Running"]),
        ("Handler", ["Types", "Signals", "Storage", "Storage.Messages", "Membership", "Handler.Claiming", "Handler.Running"]),

        ("Web" + Words, []),
        ("Web.Http", []),
        ("Web.Errors", ["Types", "Signals", "Storage.Messages", "Results.Reading", "Web.Http"]),
        ("Web.Access", ["Access", "Access.Tokens", "Storage", "Storage.Access", "Insight.Problems", "Web.Errors"]),
        ("Web.Query", ["Submitting", "Web.Http"]),
        ("Web.Routes", ["Access", "Types", "Submitting", "Web.Access", "Web.Errors", "Web.Http", "Web.Query"]),
        ("Web.Pages", ["Access", "Signals", "Submitting", "Web.Access", "Web.Errors", "Web.Routes"]),
        ("Web.Keys",
            ["Access", "Storage", "Storage.Access", "Web.Errors", "Web.Http", "Web.Query", "Web.Routes"]),
        ("Web.Tasks",
            [
                "Storage", "Storage.Messages", "Storage.Control", "Storage.Views", "Control", "Insight", "Submitting", "Web.Errors",
                "Web.Http", "Web.Query", "Web.Routes",
            ]),
        ("Web.Actions", ["Control", "Storage.Control", "Web.Errors", "Web.Http", "Web.Routes", "Web.Tasks"]),
        ("Web.Lists", ["Types", "Storage.Messages", "Lists", "Web.Errors", "Web.Http", "Web.Query", "Web.Routes", "Web.Tasks"]),
        ("Web.Results",
            [
                "Types", "Storage", "Storage.Messages", "Results", "Results.Formats", "Results.Indexing", "Results.Looks", "Results.Reading",
                "Web.Errors", "Web.Http", "Web.Query", "Web.Routes",
            ]),
        ("Web.Events",
            [
                "Access", "Following", "Topics", "Storage.Messages", "Storage.Views", "Submitting", "Web.Errors", "Web.Http", "Web.Query", "Web.Routes",
                "Web.Tasks",
            ]),
        ("Web.Submit",
            [
                "Access", "Types", "Storage.Messages", "Telemetry", "Submitting", "Web.Errors", "Web.Http", "Web.Routes", "Web.Tasks",
            ]),
        ("Web.Server",
            [
                "Access", "Types", "Lists", "Insight", "Insight.Problems", "Telemetry.Exposition", "Health", "Submitting", "Web.Access",
                "Web.Errors", "Web.Http", "Web.Query", "Web.Routes",
            ]),
        ("Web.Flask",
            [
                "Access", "Types", "Storage", "Storage.Messages", "Submitting", "Web.Errors", "Web.Http", "Web.Routes", "Web.Submit", "Web.Tasks",
            ]),
        ("Web.OpenApi", ["Access", "Types", "Submitting", "Web.Errors", "Web.Http", "Web.Query", "Web.Routes", "Web.Tasks"]),
        ("Web",
            [
                "Access", "Access.Tokens", "Insight.Problems", "Web.Access", "Web.Actions", "Web.Errors", "Web.Events", "Web.Flask",
                "Web.Http", "Web.Keys", "Web.Lists", "Web.OpenApi", "Web.Pages", "Web.Query", "Web.Results", "Web.Routes", "Web.Server", "Web.Submit",
                "Web.Tasks",
            ]),
    ];

    private static readonly string[] FoldersWithWords = ["Storage.Sqlite", "Storage.Postgres", "Binding", "Handler", "Web"];

    /// <summary>Public types of the folder Hosting: users need no further namespace for them.</summary>
    private static readonly string[] HostingInTheRootNamespace =
    [
        "ErrandApp", "ErrandBuilder", "ErrandHostingExtensions", "ErrandRoles", "ErrandTelemetryExtensions",
    ];

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
        where known.Folder != Hosting && target is not null && target != known.Folder && !MayKnow(known.Folder, target)
        select $"{known.From.FullName} ({known.Folder}) knows {known.To.FullName} ({target})");

    [Fact]
    public void The_table_names_every_folder_and_the_check_sees_what_they_know()
    {
        Assert.Equal([.. Table.Select(row => row.Folder).Append(Hosting).Order()], Known.Select(known => known.Folder).Distinct().Order());
        Assert.All(
            Table.SelectMany(row => row.MayKnow, (row, target) => (row.Folder, target)),
            pair => Assert.Contains(Known, known => known.Folder == pair.Folder && FolderOf(known.To) == pair.target));
    }

    [Fact]
    public void A_folder_may_know_only_those_above_it_in_the_table() => Assert.All(
        Table.Index(),
        row => Assert.All(row.Item.MayKnow, target => Assert.Contains(Table.Take(row.Index), above => above.Folder == target)));

    [Fact]
    public void Whoever_uses_the_store_knows_a_role_of_it_with_few_methods()
    {
        Assert.Empty(
            from known in Known
            where known.To.FullName == typeof(ITaskStore).FullName && known.Folder is not ("Storage.Sqlite" or "Storage.Postgres" or Hosting)
            select known.From.FullName);
        Assert.All(typeof(ITaskStore).GetInterfaces(), role => Assert.InRange(role.GetMethods().Length, 1, 8));
    }

    [Fact]
    public void HTTP_is_a_matter_of_Web_and_Hosting() => Assert.Empty(
        from known in Known
        where !IsIn("Web", known.Folder) && known.Folder != Hosting && Names(known.To, "Microsoft.AspNetCore.")
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void SQLite_is_a_matter_of_its_store() => Assert.Empty(
        from known in Known
        where !IsIn("Storage.Sqlite", known.Folder) && (Names(known.To, "Microsoft.Data.Sqlite.") || Names(known.To, "SQLitePCL."))
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void PostgreSQL_is_a_matter_of_its_store() => Assert.Empty(
        from known in Known
        where !IsIn("Storage.Postgres", known.Folder) && Names(known.To, "Npgsql.")
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void The_pages_are_a_matter_of_their_gate() => Assert.Empty(
        from known in Known
        where known.Folder is not ("Web" or "Web.Pages") && Names(known.To, Pages)
        select $"{known.From.FullName} knows {known.To.FullName}");

    [Fact]
    public void What_travels_over_HTTP_depends_on_nothing() => Assert.All(
        typeof(TaskView).Assembly.GetReferencedAssemblies(), assembly => Assert.StartsWith(
            "System.", assembly.Name, StringComparison.Ordinal));

    [Fact]
    public void The_client_knows_what_travels_and_nothing_of_the_server() => Assert.All(
        typeof(ErrandClient).Assembly.GetReferencedAssemblies(),
        assembly => Assert.Matches(@"^(System\..*|Microsoft\.Extensions\..*|Polly\.Core|Errand\.Contracts)$", assembly.Name));

    private static bool Names(IType type, string start) => type.FullName.StartsWith(start, StringComparison.Ordinal);

    private static bool MayKnow(string folder, string target) =>
        target == Root
        || (target.EndsWith(Words, StringComparison.Ordinal) && IsIn(target[..^Words.Length], folder))
        || Table.Single(row => row.Folder == folder).MayKnow.Contains(target);

    private static bool IsIn(string outer, string folder) =>
        folder == outer || folder == outer + Words || folder.StartsWith(outer + ".", StringComparison.Ordinal);

    /// <summary>The folder of a type of ours, or null for anybody else's, and for those of the pages.</summary>
    private static string? FolderOf(IType type)
    {
        Match match = OurType().Match(type.FullName);
        if (!match.Success || type.FullName.StartsWith(Pages, StringComparison.Ordinal))
        {
            return null;
        }

        (string folder, string name) = (match.Groups["folder"].Value.TrimEnd('.'), match.Groups["name"].Value);
        return folder.Length == 0 ? HostingInTheRootNamespace.Contains(name) ? Hosting : Root
            : FoldersWithWords.Contains(folder) && Word().IsMatch(name) ? folder + Words
            : folder;
    }

    [GeneratedRegex(@"^Errand\.(?<folder>(?:\w+\.)*)(?<name>\w+)")]
    private static partial Regex OurType();

    [GeneratedRegex("Log$|Options$|Sql$|^(Sqlite|Postgres)Errors$|^RowRefusedException$")]
    private static partial Regex Word();
}
