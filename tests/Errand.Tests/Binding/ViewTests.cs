using System.Text.Json;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Tests.Binding;

/// <summary>What an author says of how results are looked at.</summary>
public sealed class ViewTests
{
    private sealed record Flight(double[] T, double[][] R, double Range);

    private sealed record Fit(
        [property: Unit("m"), Label("Residual"), Scale(Scale.Log)] double[] Residual,
        [property: ErrorOf(nameof(Fit.Residual))] double[] Sigma,
        [property: MediaType("image/png")] byte[] Picture);

    [Fact]
    public void Views_are_listed_as_they_were_said()
    {
        ResultView[] views = [.. Returning(new Flight([], [], 0), type => type
            .WithView(v => v.Path("Flight", "/r").Axes("x", "y", "z", unit: "m").ColorBy("/t", "time", "s").EqualScale())
            .WithView(v => v.Lines("Height").X("/t", "time", "s").Y("/r/*/2", "height", "m", side: Side.Right))).Views.Listed];

        Assert.Equal(["path Flight /r", "lines Height "], views.Select(view => $"{view.Kind} {view.Title} {view.At}"));
        Assert.Equal(["/r/*/0 x m", "/r/*/1 y m", "/r/*/2 z m"], views[0].Y.Select(line => $"{line.Column} {line.Label} {line.Unit}"));
        Assert.Equal(("/t", "time", "s", true), (views[0].Color!.Column, views[0].Color!.Label, views[0].Color!.Unit, views[0].Equal));
        Assert.Equal(("/t", "/r/*/2", Side.Right), (views[1].X!.Column, views[1].Y[0].Column, views[1].Y[0].Side));
    }

    [Theory]
    [InlineData("/X", true)]
    [InlineData("/r/*/2/0", true)]
    [InlineData("/range/*", true)]
    [InlineData("/t/0/a", true)]
    [InlineData("/r/7", false)]
    [InlineData("/r/*/*", false)]
    [InlineData("", false)]
    public void A_pointer_that_no_result_can_have_stops_the_program(string pointer, bool isImpossible)
    {
        Exception? refused = Record.Exception(() => Returning(new Flight([], [], 0), type => type.WithView(v => v.Lines("Height").Y(pointer))));
        Assert.Equal(
            isImpossible ? $"Task type \"probe\": its view \"Height\" names \"{pointer}\", which by its schema the result cannot have." : null,
            (refused as ArgumentException)?.Message);
    }

    public static TheoryData<string, Action<ResultViewBuilder>> Incomplete => new()
    {
        { "A view begins with what it draws: Lines, Scatter, Bars, Path, Heatmap, Table or another one.", _ => { } },
        { "The view \"A\" draws nothing: say by Y what it draws.", v => v.Lines("A") },
        { "The view \"A\" draws two things; say each in a WithView of its own.", v => v.Lines("A").Bars("B") },
        { "The view \"A\" is of the kind table, which has no X; lines, scatter, bars, heatmap have.", v => v.Table("A").X("/t") },
        { "The view \"A\" is of the kind lines, which has no Axes; path have.", v => v.Lines("A").Axes("x", "y") },
        { "The view \"A\" names \"t\", which is not a JSON Pointer like /r/*/2.", v => v.Lines("A").Y("t") },
        { "The view \"A\" names \"/~2\", which is not a JSON Pointer like /r/*/2.", v => v.Lines("A").Y("/~2") },
        { "The view \"A\" has one Y, the numbers that are counted.", v => v.Histogram("A").Y("/a").Y("/b") },
        { "The view \"A\" has several Y; a heat map has one, where its rows are.", v => v.Heatmap("A").Y("/a").Y("/b") },
        { "The view \"A\" has 17 columns, errors among them; 16 are the most.", DrawTooMuch },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_view_that_makes_no_sense_is_refused_where_it_is_said(string sentence, Action<ResultViewBuilder> describe)
    {
        var type = new TaskTypeBuilder(new TaskType("probe"), () => 1);
        Assert.Equal(sentence, Assert.ThrowsAny<ArgumentException>(() => type.WithView(describe)).Message);
    }

    [Fact]
    public void Without_views_the_type_lists_the_JSON_alone()
    {
        TaskDefinition type = Returning(new Flight([], [], 0), builder => builder.WithoutViews());
        Assert.Equal(["tree"], type.Views.Listed.Select(view => view.Kind));
        Assert.Empty(Returning(new Flight([], [], 0), builder => builder).Views.Listed);
    }

    [Fact]
    public void The_schema_of_a_result_tells_what_attributes_say()
    {
        TaskDefinition type = Returning(new Fit([], [], []), builder => builder.WithSummary("/residual/0").WithView(v => v.Table("All")));
        using var schema = JsonDocument.Parse(type.ResultSchema);
        JsonElement members = schema.RootElement.GetProperty("properties");

        Assert.Equal("m", members.GetProperty("residual").GetProperty("x-errand-unit").GetString());
        Assert.Equal("Residual", members.GetProperty("residual").GetProperty("x-errand-label").GetString());
        Assert.Equal("log", members.GetProperty("residual").GetProperty("x-errand-scale").GetString());
        Assert.Equal("residual", members.GetProperty("sigma").GetProperty("x-errand-error-of").GetString());
        Assert.Equal("image/png", members.GetProperty("picture").GetProperty("x-errand-media-type").GetString());
        Assert.Equal("table", schema.RootElement.GetProperty("x-errand-view")[0].GetProperty("kind").GetString());
        Assert.Equal("/residual/0", schema.RootElement.GetProperty("x-errand-summary")[0].GetString());
        Assert.Equal(new ValueHint { Label = "Residual", Unit = "m", Scale = Scale.Log }, type.Views.Hints["/residual"]);
        Assert.Equal("/residual", type.Views.Hints["/sigma"].ErrorOf);
    }

    private sealed record Astray([property: ErrorOf("Nothing")] double[] Sigma);

    [Fact]
    public void Errors_of_a_member_that_there_is_not_stop_the_program() => Assert.Contains(
        "has [ErrorOf] with \"Nothing\"",
        Assert.ThrowsAny<ArgumentException>(() => Returning(new Astray([]), builder => builder)).Message, StringComparison.Ordinal);

    [Fact]
    public void Labels_and_units_of_arguments_are_in_their_schema_and_change_no_check()
    {
        TaskDefinition type = Compile(([Unit("s"), Label("Time step")] double dt) => dt, builder => builder);
        using var schema = JsonDocument.Parse(type.ArgsSchema);
        JsonElement dt = schema.RootElement.GetProperty("properties").GetProperty("dt");

        Assert.Equal(("s", "Time step"), (dt.GetProperty("x-errand-unit").GetString(), dt.GetProperty("x-errand-label").GetString()));
        Assert.True(type.CheckArgs("""{"dt":1}"""u8.ToArray(), UnknownArgs.Refused).IsGood);
        Assert.False(type.CheckArgs("""{"dt":"a"}"""u8.ToArray(), UnknownArgs.Refused).IsGood);
    }

    [Fact]
    public void Other_views_have_another_tag()
    {
        string[] tags =
        [
            .. new Func<TaskTypeBuilder, TaskTypeBuilder>[]
            {
                type => type, type => type.WithoutViews(), type => type.WithView(v => v.Table("A")), type => type.WithView(v => v.Table("B")),
            }.Select(say => Returning(new Flight([], [], 0), say).Views.Tag),
        ];
        Assert.Equal(tags.Length, tags.Distinct().Count());
    }

    private static void DrawTooMuch(ResultViewBuilder view)
    {
        view.Lines("A").X("/x");
        for (int i = 0; i < 8; i++)
        {
            view.Y("/y", error: "/e");
        }
    }

    private static TaskDefinition Returning<T>(T result, Func<TaskTypeBuilder, TaskTypeBuilder> say) => Compile(() => result, say);

    private static TaskDefinition Compile(Delegate function, Func<TaskTypeBuilder, TaskTypeBuilder> say) =>
        TaskCompiler.Compile(say(new TaskTypeBuilder(new TaskType("probe"), function)), new TaskSerializer(), services: null);
}
