using System.Text.Json;
using Errand.Dashboard.Pages.OneType.Trends;

namespace Errand.Dashboard.Tests.Types;

/// <summary>What a trend can be drawn over.</summary>
public sealed class TrendPlacesTests
{
    [Theory]
    [InlineData("""{"dt":{"type":"number","x-errand-unit":"s"},"n":{"type":["integer","null"]},"name":{"type":"string"}}""", "args.dt dt (s)", "args.n n")]
    [InlineData("""{"at":{"type":"string","format":"date-time"}}""", "args.at at")]
    [InlineData(
        """{"r0":{"type":"array","items":{"type":"number"},"minItems":3,"maxItems":3,"x-errand-unit":"m"}}""",
        "args.r0/0 r0.0 (m)", "args.r0/1 r0.1 (m)", "args.r0/2 r0.2 (m)")]
    [InlineData("""{"list":{"type":"array","items":{"type":"number"}},"any":{},"flag":{"type":"boolean"}}""")]
    [InlineData("""{"ball":{"type":"object","properties":{"a/b~c":{"type":"number"}}}}""", "args.ball/a~1b~0c ball.a/b~c")]
    [InlineData("""{"w":{"type":"number","x-errand-label":"weight","x-errand-unit":"kg"}}""", "args.w weight (kg)")]
    [InlineData("""{"tree":{"$ref":"#/$defs/tree"}}""", "args.tree/value tree.value")]
    public void Numbers_and_instants_are_found_also_within_objects(string members, params string[] axes)
    {
        var schema = JsonElement.Parse(
            $$"""
            {"type":"object","properties":{{members}},
             "$defs":{"tree":{"type":"object","properties":{"value":{"type":"number"},"next":{"$ref":"#/$defs/tree"} } } } }
            """);

        Assert.Equal(axes, TrendPlaces.OfArgs(schema).Select(axis => $"{axis.Path} {axis.Name}"));
    }

    [Fact]
    public void Instants_stand_on_an_axis_of_time_and_an_author_may_want_a_logarithmic_one()
    {
        var schema = JsonElement.Parse(
            """{"type":"object","properties":{"at":{"type":"string","format":"date-time"},"dt":{"type":"number","x-errand-scale":"log"},"n":{"type":"integer"}}}""");

        Assert.Equal([Scale.Time, Scale.Log, Scale.Linear], TrendPlaces.OfArgs(schema).Select(axis => axis.Scale));
    }

    [Fact]
    public void What_tasks_have_decides_which_members_are_numbers()
    {
        JsonElement[] summaries =
        [
            JsonElement.Parse("""{"range":"NaN","name":"a","landed":"2026-11-30T10:00:00Z","late":null,"b/c":1}"""),
            JsonElement.Parse("""{"range":1.5,"name":"b","landed":null,"more":2}"""),
        ];

        Assert.Equal(
            ["range range (m) Linear", "late late Linear", "landed landed Time", "b~1c b/c Linear", "more more Linear"],
            TrendMembers.Of(TypeOf("""["/fit/range","/late","/text"]""", "range", "late", "text"), summaries)
                .Select(axis => $"{axis.Path} {axis.Name} {axis.Scale}"));
    }

    [Fact]
    public void Before_a_task_has_run_the_schema_of_the_result_tells()
    {
        Assert.Equal(
            ["range (m)", "late"],
            TrendMembers.Of(TypeOf("""["/fit/range","/late","/text"]""", "range", "late", "text"), []).Select(axis => axis.Name));
    }

    private static TaskTypeView TypeOf(string pointers, params string[] names) => new()
    {
        Name = "fit",
        Args = JsonElement.Parse("{}"),
        Result = JsonElement.Parse(
            $$"""
            {"type":"object","x-errand-summary":{{pointers}},"properties":{"text":{"type":"string"},
             "fit":{"type":"object","properties":{"range":{"type":"number","x-errand-unit":"m"} } } } }
            """),
        Queue = "default",
        Summary = names,
        Stats = new TypeStats { Name = "fit" },
    };
}
