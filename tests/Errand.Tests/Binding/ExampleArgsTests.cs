using System.ComponentModel.DataAnnotations;
using System.Text;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Tests.Binding;

/// <summary>The example of arguments that a type shows: always one that it accepts.</summary>
public sealed class ExampleArgsTests
{
    private sealed record Chain(int Value, Chain? Next);

    private sealed record Ring(int Value, Ring Next);

    public static TheoryData<string, Delegate> Functions { get; } = new()
    {
        { "{}", (Func<int>)(() => 1) },
        { """{"x":1,"y":1,"s":"test","b":true}""", (int x, double y, string s, bool b) => 0 },
        { """{"x":1}""", (int x, int y = 2) => 0 },
        { """{"x":5,"y":-2,"z":0}""", ([Range(5, 9)] int x, [Range(-5, -2)] int y, [Range(-1.5, 0.5, MaximumIsExclusive = true)] int z) => 0 },
        { """{"s":"testtt","t":"te"}""", ([MinLength(6)] string s, [MaxLength(2)] string t) => 0 },
        { """{"m":"Fast","c":"test"}""", (Mode m, [AllowedValues("test", "b")] string c) => 0 },
        { """{"at":"2026-11-24T08:15:30Z","day":"2026-11-24"}""", (DateTimeOffset at, DateOnly day) => 0 },
        { """{"id":"c8f2e1d0-0000-4000-8000-000000000000","span":"1.06:30:00"}""", (Guid id, TimeSpan span) => 0 },
        { """{"at":"https://example.org/","bytes":"AQI=","c":"a"}""", (Uri at, byte[] bytes, char c) => 0 },
        { """{"list":[],"three":[1,1,1]}""", (string[] list, [MinLength(3)] int[] three) => 0 },
        { """{"value":1,"next":null}""", (Chain chain) => chain.Value + 1 },
        { """{"speed":1,"target":{"name":"test"}}""", (Flight flight, CancellationToken stop) => 0 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void It_has_what_must_be_sent_with_values_that_the_schema_allows(string example, Delegate function)
    {
        TaskDefinition definition = Compile(new TaskTypeBuilder(new TaskType("t"), function));

        Assert.Equal(example, Encoding.UTF8.GetString(definition.Example!.Value.Span));
        Assert.True(definition.CheckArgs(definition.Example.Value, UnknownArgs.Refused).IsGood);
    }

    [Fact]
    public void Where_nothing_can_be_guessed_there_is_none()
    {
        Assert.Null(Compile(new TaskTypeBuilder(new TaskType("t"), ([RegularExpression("[0-9]{4}")] string code) => code)).Example);
        Assert.Null(Compile(new TaskTypeBuilder(new TaskType("t"), (Ring first, int x) => x)).Example);
        Assert.Null(Compile(new TaskTypeBuilder(new TaskType("t"), ([MinLength(100_000)] string text) => text)).Example);
    }

    [Fact]
    public void The_authors_counts()
    {
        TaskTypeBuilder builder = new TaskTypeBuilder(new TaskType("t"), ([RegularExpression("[0-9]{4}")] string code, int x = 1) => code)
            .WithExample("""{ "code" : "1234", "x":7 }""");

        Assert.Equal("""{ "code" : "1234", "x":7 }""", Encoding.UTF8.GetString(Compile(builder).Example!.Value.Span));
    }

    [Theory]
    [InlineData("""{"x":"1"}""", "#/args/x")]
    [InlineData("""{"x":1,"y":2}""", "#/args/y")]
    [InlineData("""{"x":1""", "not")]
    [InlineData("[]", "#/args")]
    public void An_example_that_the_type_does_not_accept_is_refused_at_the_start(string example, string why)
    {
        TaskTypeBuilder builder = new TaskTypeBuilder(new TaskType("t"), (int x) => x).WithExample(example);

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Compile(builder));
        Assert.StartsWith("Task type \"t\": its example is not accepted: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    private static TaskDefinition Compile(TaskTypeBuilder builder) => TaskCompiler.Compile(builder, new TaskSerializer(), null);
}
