using System.Reflection;
using System.Text.RegularExpressions;
using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.Storage.Sqlite;
using Errand.TestServers;

namespace Errand.Tests.Storage;

/// <summary>The statements of the two stores can be read side by side: what differs is the dialect, or a comment says why.</summary>
public sealed partial class StoreTwinTests
{
    private static readonly string Sqlite = Read("Sqlite/SqliteSql.cs");
    private static readonly string Postgres = Read("Postgres/PostgresSql.cs");

    [Fact]
    public void Every_statement_is_found_in_its_file()
    {
        Assert.Equal(ConstantsOf(typeof(SqliteSql)), NamesIn(Sqlite).Order(StringComparer.Ordinal));
        Assert.Equal(ConstantsOf(typeof(PostgresSql)), NamesIn(Postgres).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_statements_that_both_stores_have_stand_in_the_same_order() =>
        Assert.Equal(NamesIn(Sqlite).Intersect(NamesIn(Postgres)), NamesIn(Postgres).Intersect(NamesIn(Sqlite)));

    [Fact]
    public void A_statement_that_only_one_store_has_says_why()
    {
        Assert.Empty(NamesIn(Sqlite).Except(NamesIn(Postgres)).Except(NamesWithReasonIn(Sqlite)));
        Assert.Empty(NamesIn(Postgres).Except(NamesIn(Sqlite)).Except(NamesWithReasonIn(Postgres)));
    }

    [Fact]
    public void The_statements_stand_under_the_roles_of_the_store()
    {
        string[] roles =
        [
            nameof(ISubmitStore), nameof(IRunStore), nameof(IMemberStore), nameof(IUpkeepStore), nameof(IReadStore), nameof(IWatchStore),
            nameof(IViewStore), nameof(IQueueStore), nameof(IStatStore), nameof(IKeyStore),
        ];
        Assert.Equal(roles, RolesIn(Sqlite));
        Assert.Equal(roles, RolesIn(Postgres));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "src/Errand/Storage", file));

    private static IEnumerable<string> ConstantsOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name).Order(StringComparer.Ordinal);

    private static List<string> NamesIn(string source) => Names(Statement().Matches(source));

    private static List<string> NamesWithReasonIn(string source) => Names(StatementWithReason().Matches(source));

    private static List<string> RolesIn(string source) => Names(Role().Matches(source));

    private static List<string> Names(MatchCollection matches) => [.. matches.Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"^    public const string (?<name>\w+) =", RegexOptions.Multiline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^    // (?!language=).+\n    public const string (?<name>\w+) =", RegexOptions.Multiline)]
    private static partial Regex StatementWithReason();

    [GeneratedRegex(@"^    // (?<name>I\w+Store)\n\n", RegexOptions.Multiline)]
    private static partial Regex Role();
}
