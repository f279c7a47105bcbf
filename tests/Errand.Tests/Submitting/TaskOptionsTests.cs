using System.Text.Json;
using Errand.Access;
using Errand.Submitting;
using Errand.Tests.Documentation;

namespace Errand.Tests.Submitting;

/// <summary>The table of options against the options that callers in C# have, and the hash that is made by it.</summary>
public sealed class TaskOptionsTests
{
    private static readonly TaskType Type = new("add");

    [Fact]
    public void Every_option_has_a_member_of_its_own_and_every_member_an_option()
    {
        string[] set = [.. TaskOptions.All.Select(option => Assert.Single(Set(option)))];

        Assert.Equal(
            typeof(SubmitOptions).GetProperties().Select(member => member.Name).Except([nameof(SubmitOptions.IdempotencyKey)]).Order(),
            set.Order());
    }

    [Fact]
    public void Names_are_those_of_the_documentation()
    {
        string page = Documents.Read("docs/http-api.md");
        string section = page[page.IndexOf("### Options", StringComparison.Ordinal)..page.IndexOf("### Wait", StringComparison.Ordinal)];
        IEnumerable<string> rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(rows.Order(StringComparer.Ordinal), TaskOptions.All.Select(option => option.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("tags", "tag"), Assert.Single(
            TaskOptions.All.Select(option => (option.Name, option.QueryName)), option => option.Name != option.QueryName));
        Assert.All(TaskOptions.All, option => Assert.Same(option, TaskOptions.Find(option.Name)));
        Assert.Null(TaskOptions.Find("tag"));
    }

    [Fact]
    public void The_schema_of_an_option_allows_what_its_check_allows()
    {
        var rules = new SubmissionRules(TimeSpan.FromDays(7), TimeProvider.System);
        foreach (TaskOption<int?> option in TaskOptions.All.OfType<TaskOption<int?>>())
        {
            var schema = JsonElement.Parse(option.Schema);
            int min = schema.GetProperty("minimum").GetInt32();
            int max = schema.GetProperty("maximum").GetInt32();

            Assert.Equal(
                [1, 0, 0, 1], new[] { min - 1, min, max, max + 1 }.Select(value => FaultsOf(rules, option, value).Count));
        }

        foreach (TaskOption<TimeSpan?> option in TaskOptions.All.OfType<TaskOption<TimeSpan?>>().Where(option => option.Name != "delay"))
        {
            var schema = JsonElement.Parse(option.Schema);
            var min = TimeSpan.FromSeconds(schema.GetProperty("minimum").GetDouble());
            var max = TimeSpan.FromSeconds(schema.GetProperty("maximum").GetDouble());

            Assert.Equal(
                [1, 0, 0, 1],
                new TimeSpan?[] { min - TimeSpan.FromTicks(1), min, max, max + TimeSpan.FromTicks(1) }.Select(
                    value => FaultsOf(rules, option, value).Count));
        }
    }

    [Fact]
    public void Requests_that_differ_in_anything_have_different_hashes()
    {
        SubmitOptions[] others =
        [
            new(),
            .. TaskOptions.All.Select(Filled),
            new() { Queue = "5" },
            new() { Priority = 6 },
            new() { TimeToLive = TimeSpan.FromSeconds(31) },
            new() { Tags = ["a", "b"] },
            new() { Tags = ["ab"] },
            new() { Tags = ["b", "a"] },
            new() { Queue = "q", Tags = ["a"] },
        ];
        string[] hashes = [.. others.Select(options => Hash(options)), Hash(new(), """{"x":2}"""), Hash(new(), type: "add2")];

        Assert.Distinct(hashes);
        Assert.Equal(Hash(new() { Queue = "q", Priority = 1 }), Hash(new() { Priority = 1, Queue = "q", IdempotencyKey = "k" }));
        Assert.Equal(
            Hash(new() { RunAt = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(1)) }),
            Hash(new() { RunAt = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero) }));
    }

    private static string Hash(SubmitOptions options, string args = """{"x":1}""", string? type = null) =>
        Convert.ToHexString(RequestHash.Of(type is null ? Type : new TaskType(type), System.Text.Encoding.UTF8.GetBytes(args), options));

    private static List<Fault> FaultsOf<T>(SubmissionRules rules, TaskOption<T> option, T value)
    {
        var options = new SubmitOptions();
        option.Set(options, value);
        List<Fault> faults = [];
        rules.Create(Web.FakeTypes.Free, "{}"u8.ToArray(), options, Principal.System, faults);
        Assert.All(faults, fault => Assert.Equal(($"#/{option.Name}", FaultCode.Range), (fault.Pointer, fault.Code)));
        return faults;
    }

    /// <summary>The members that an option sets, by name.</summary>
    private static IEnumerable<string> Set(TaskOption option) =>
        from member in typeof(SubmitOptions).GetProperties()
        where member.GetValue(Filled(option)) is not null
        select member.Name;

    private static SubmitOptions Filled(TaskOption option)
    {
        var options = new SubmitOptions();
        switch (option)
        {
            case TaskOption<string?> text:
                text.Set(options, "q");
                break;
            case TaskOption<int?> integer:
                integer.Set(options, 5);
                break;
            case TaskOption<TimeSpan?> duration:
                duration.Set(options, TimeSpan.FromSeconds(30));
                break;
            case TaskOption<DateTimeOffset?> instant:
                instant.Set(options, DateTimeOffset.UnixEpoch);
                break;
            case TaskOption<IReadOnlyList<string>?> texts:
                texts.Set(options, ["a"]);
                break;
            default:
                Assert.Fail($"{option.Name} has a type that this test does not know.");
                break;
        }

        return options;
    }
}
