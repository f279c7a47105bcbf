using System.Globalization;
using System.Text;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Views;
using Errand.Types;

namespace Errand.Tests.Results.Views;

public sealed class SuggestedViewsTests
{
    [Theory]
    [InlineData("null", "scalars Values | tree JSON")]
    [InlineData("3", "scalars Values | tree JSON")]
    [InlineData("\"short\"", "scalars Values | tree JSON")]
    [InlineData("{\"range\":68.02,\"hits\":true}", "scalars Values | tree JSON")]
    [InlineData("[1,2,3]", "bars Numbers: /?row | histogram Histogram: / | tree JSON")]
    [InlineData("[1]", "bars Numbers: /?row | tree JSON")]
    [InlineData("[]", "tree JSON")]
    [InlineData("[1,\"a\"]", "tree JSON")]
    [InlineData("[\"a\",\"b\"]", "table Rows | tree JSON")]
    [InlineData("[[1,2,3],[4,5,6]]", "heatmap Matrix | table Rows | tree JSON")]
    [InlineData("[[[1,2],[3,4]],[[5,6],[7,8]]]", "heatmap Matrices | tree JSON")]
    [InlineData("""[{"re":1,"im":2}]""", "lines Real and imaginary: /*/re?row /*/im?row | lines Magnitude and phase: abs()?row arg()?row | path Complex plane: /*/re /*/im | tree JSON")]
    [InlineData("""[{"real":1,"imaginary":2}]""", "lines Real and imaginary: /*/real?row /*/imaginary?row | lines Magnitude and phase: abs()?row arg()?row | path Complex plane: /*/real /*/imaginary | tree JSON")]
    [InlineData("""{"re":[1,2],"im":[2,1]}""", "lines Real and imaginary: /re?row /im?row | lines Magnitude and phase: abs()?row arg()?row | path Complex plane: /re /im | table Rows | tree JSON")]
    [InlineData("""{"f":[1,2],"re":[1,2],"im":[2,1]}""", "lines Real and imaginary: /re?/f /im?/f | lines Magnitude and phase: abs()?/f arg()?/f | path Complex plane: /re /im by /f | table Rows | tree JSON")]
    [InlineData("""{"f":[1,2],"z":[{"re":1,"im":2},{"re":2,"im":2}]}""", "lines Over f: /z/*/re?/f /z/*/im?/f | lines z, magnitude and phase: abs(/z)?/f arg(/z)?/f | path z, complex plane: /z/*/re /z/*/im by /f | table Rows | tree JSON")]
    [InlineData("""{"a":{"re":[1,2],"im":[2,1]}}""", "lines a: /a/re?row /a/im?row | lines a, magnitude and phase: abs(/a)?row arg(/a)?row | path a, complex plane: /a/re /a/im | table a | tree JSON")]
    [InlineData("[[1,2],[3]]", "lines Arrays: /0?row /1?row | lengths Lengths | tree JSON")]
    [InlineData("[[1,2],[]]", "lines Arrays: /0?row /1?row | lengths Lengths | tree JSON")]
    [InlineData("""{"a":[[1],[2,null]]}""", "lines a: /a/0?row /a/1?row | lengths a, lengths | tree JSON")]
    [InlineData("[[1,2],null]", "tree JSON")]
    [InlineData("[[1,2],[\"a\"]]", "tree JSON")]
    [InlineData("[[[1]],[2]]", "tree JSON")]
    [InlineData("[[],[]]", "tree JSON")]
    [InlineData("""[{"t":0,"h":1},{"t":1,"h":2}]""", "lines Columns: /*/h?/*/t | table Rows | tree JSON")]
    [InlineData("""[{"name":"a","h":1},{"name":"b","h":2}]""", "bars Columns: /*/h?/*/name | table Rows | tree JSON")]
    [InlineData("""[{"name":"a","at":"2026-11-24T08:15:30Z","h":1},{"name":"b","at":"2026-11-24T08:15:31Z","h":2}]""", "lines Columns: /*/h?time of /*/at | table Rows | tree JSON")]
    [InlineData("""[{"at":"2026-11-24T08:15:30Z","h":1},{"at":"later","h":2}]""", "bars Columns: /*/h?/*/at | table Rows | tree JSON")]
    [InlineData("""[{"name":"a"},{"name":"b"}]""", "table Rows | tree JSON")]
    [InlineData("""{"mediaType":"image/png","data":"iVBORw0="}""", "image image/png | tree JSON")]
    [InlineData("\"data:audio/mpeg;base64,AAAA\"", "audio audio/mpeg | tree JSON")]
    [InlineData("\"data:text/html,%3Cb%3E\"", "html text/html | tree JSON")]
    [InlineData("\"data:application/pdf;base64,AAAA\"", "pdf application/pdf | tree JSON")]
    public void A_value_is_shown_by_what_it_is(string json, string expected) => Assert.Equal(expected, Text(json));

    [Fact]
    public void A_long_text_is_shown_line_by_line() =>
        Assert.Equal("text log | tree JSON", Text($$"""{"log":"{{new string('a', 101)}}"}"""));

    [Fact]
    public void Of_many_arrays_of_unequal_length_the_first_are_drawn_and_the_rest_is_told()
    {
        ResultView lines = Of($"[[1,2]{string.Concat(Enumerable.Repeat(",[3]", 1199))}]", AuthorViews.None)[0];
        Assert.Equal(("Arrays, the first 32 of 1,200", 32, "/31"), (lines.Title, lines.Y.Count, lines.Y[^1].Column));
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(21, false)]
    public void Axes_of_a_path_have_one_scale_unless_one_is_much_longer(int length, bool isEqual)
    {
        string points = string.Join(',', Enumerable.Range(0, 21).Select(i => string.Create(CultureInfo.InvariantCulture, $"[{i / 20.0 * length},{i % 2}]")));
        Assert.Equal(isEqual, Assert.Single(Of($"[{points}]", AuthorViews.None), view => view.Kind == "path").Equal);
        string few = $$"""{"t":[0,1],"r":[[0,0],[{{length}},1]]}""";
        Assert.Equal(isEqual, Assert.Single(Of(few, AuthorViews.None), view => view.Kind == "path").Equal);
    }

    [Fact]
    public void An_author_may_draw_magnitudes_of_what_is_complex()
    {
        AuthorViews author = AuthorViews.None with
        {
            Views =
            [
                new ResultView { Kind = "lines", Title = "Gain", Y = [new ViewLine { Column = "abs(/z)" }] },
                new ResultView { Kind = "histogram", Title = "Other", Y = [new ViewLine { Column = "abs(/f)" }] },
            ],
        };
        Assert.StartsWith("lines Gain: abs(/z)?row | lines Over f", Text("""{"f":[1,2],"z":[{"re":1,"im":2},{"re":2,"im":2}]}""", author), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_numbers_are_a_line() =>
        Assert.Equal("lines Numbers: ?row | histogram Histogram: / | tree JSON", Text($"[{string.Join(',', Enumerable.Range(0, 31))}]").Replace("/?", "?", StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"t":[0,1,2],"h":[5,4,5]}""", "lines Over t: /h?/t | table Rows | tree JSON")]
    [InlineData("""{"h":[5,4,5],"dose":[1,2,4]}""", "lines Over dose: /h?/dose | table Rows | tree JSON")]
    [InlineData("""{"n":[1,2],"at":["2026-11-24T08:15:30Z","2026-11-24T08:15:31Z"]}""", "lines Over at: /n?time of /at | table Rows | tree JSON")]
    [InlineData("""{"n":[1,2],"at":["2026-11-24T08:15:30Z","2026-11-24T08:15:31Z"],"t":[0,1]}""", "lines Over t: /n?/t | table Rows | tree JSON")]
    [InlineData("""{"n":[1,2],"time":["2026-11-24T08:15:30Z","2026-11-24T08:15:31Z"],"m":[0,1]}""", "lines Over time: /n?time of /time /m?time of /time | table Rows | tree JSON")]
    [InlineData("""{"h":[5,4,5],"g":[1,1,1]}""", "lines Lines: /h?row /g?row | table Rows | tree JSON")]
    [InlineData("""{"a":["x","y"],"b":["z","z"]}""", "table Rows | tree JSON")]
    [InlineData("""{"t":[0,1],"h":[5,4],"n":3}""", "lines Over t: /h?/t | table Rows | scalars Values | tree JSON")]
    [InlineData("""{"t":[0,1],"r":[[1,2,3],[4,5,6]]}""", "lines Over t: /r/*/0?/t /r/*/1?/t /r/*/2?/t | path r: /r/*/0 /r/*/1 /r/*/2 by /t | table Rows | tree JSON")]
    [InlineData("""{"t":[0,1],"y":[5,4],"yErr":[0.1,0.2]}""", "lines Over t: /y?/t±/yErr | table Rows | tree JSON")]
    [InlineData("""{"t":[0,1],"y":[5,4],"sigma_y":[0.1,0.2]}""", "lines Over t: /y?/t±/sigma_y | table Rows | tree JSON")]
    [InlineData("""{"t":[0,1],"y":[5,4],"yLow":[4,3],"yHigh":[6,5]}""", "lines Over t: /y?/t[/yLow,/yHigh] | table Rows | tree JSON")]
    [InlineData("""{"fit":{"t":[0,1],"h":[5,4]}}""", "lines fit: /fit/h?/fit/t | table fit | tree JSON")]
    [InlineData("""{"a~b":{"c/d":[1,2,3]}}""", "bars a~b/c/d: /a~0b/c~1d?row | histogram a~b/c/d, histogram: /a~0b/c~1d | tree JSON")]
    [InlineData("""{"a":{"b":{"c":{"d":{"e":[1,2]}}}}}""", "tree JSON")]
    public void Members_of_one_length_belong_together(string json, string expected) => Assert.Equal(expected, Text(json));

    [Fact]
    public void A_result_with_many_members_has_twelve_views_and_its_JSON()
    {
        string json = $"{{{string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"m{i}\":[{string.Join(',', Enumerable.Range(0, i + 1))}]"))}}}";
        Assert.Equal(13, Of(json, AuthorViews.None).Count);
    }

    [Fact]
    public void A_view_has_no_more_columns_than_one_request_for_a_series()
    {
        string json = $"{{{string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"m{i}\":[1,2]"))}}}";
        ResultView lines = Of(json, AuthorViews.None)[0];
        Assert.Equal(16, lines.Y.Count + (lines.X is null ? 0 : 1));
    }

    [Fact]
    public void An_authors_views_come_first_and_only_those_that_the_result_has()
    {
        AuthorViews author = AuthorViews.None with
        {
            Views =
            [
                new ResultView { Kind = "lines", Title = "Height", X = new ViewColumn { Column = "/t" }, Y = [new ViewLine { Column = "/r/*/1" }] },
                new ResultView { Kind = "lines", Title = "Missing", Y = [new ViewLine { Column = "/r/*/2" }] },
                new ResultView { Kind = "lines", Title = "Words", Y = [new ViewLine { Column = "/words" }] },
                new ResultView { Kind = "table", Title = "Words", At = "/words" },
            ],
        };
        Assert.StartsWith(
            "lines Height: /r/*/1?/t | table Words | lines Over t",
            Text("""{"t":[0,1],"r":[[1,2],[3,4]],"words":["a","b","c"]}""", author), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_author_shows_is_not_suggested_once_more()
    {
        AuthorViews author = AuthorViews.None with
        {
            Views =
            [
                new ResultView { Kind = "path", Title = "Flight", At = "/r", Y = [new ViewLine { Column = "/r/*/0" }, new ViewLine { Column = "/r/*/1" }] },
            ],
        };
        Assert.Equal(
            "path Flight: /r/*/0 /r/*/1 | lines Over t: /r/*/0?/t /r/*/1?/t | table Rows | tree JSON",
            Text("""{"t":[0,1],"r":[[1,2],[3,4]]}""", author).Replace("?row", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Single_values_have_the_labels_and_units_of_their_type()
    {
        AuthorViews author = AuthorViews.None with { Hints = new Dictionary<string, ValueHint> { ["/range"] = new() { Label = "reach", Unit = "m" } } };
        ResultView values = Of("""{"range":68.02,"hits":true}""", author)[0];

        Assert.Equal(("scalars", "/range reach m, /hits  "), (values.Kind, string.Join(", ", values.Y.Select(line => $"{line.Column} {line.Label} {line.Unit}"))));
        Assert.Empty(Of("""{"range":68.02,"hits":true}""", AuthorViews.None)[0].Y);
    }

    [Fact]
    public void Without_views_only_the_JSON_is_shown() =>
        Assert.Equal("tree JSON", Text("[1,2,3]", AuthorViews.None with { Views = [] }));

    [Fact]
    public void Labels_units_scales_and_errors_come_from_the_type()
    {
        AuthorViews author = AuthorViews.None with
        {
            Hints = new Dictionary<string, ValueHint>
            {
                ["/t"] = new() { Label = "time", Unit = "s" },
                ["/residual"] = new() { Unit = "m", Scale = Scale.Log },
                ["/sigma"] = new() { ErrorOf = "/residual" },
                ["/note"] = new() { MediaType = "text/markdown" },
            },
        };
        IReadOnlyList<ResultView> views = Of("""{"t":[0,1],"residual":[1,2],"sigma":[0.1,0.2],"note":"# a"}""", author);

        Assert.Equal(("time", "s"), (views[0].X!.Label, views[0].X!.Unit));
        ViewLine line = Assert.Single(views[0].Y);
        Assert.Equal(("/residual", "m", Scale.Log, "/sigma"), (line.Column, line.Unit, line.Scale, line.Error));
        Assert.Contains(views, view => view is { Kind: "markdown", At: "/note" });
    }

    private static string Text(string json, AuthorViews? author = null) =>
        string.Join(" | ", Of(json, author ?? AuthorViews.None).Select(Text));

    private static string Text(ResultView view)
    {
        bool isDrawn = view.Kind is "lines" or "bars" or "scatter" or "path" or "histogram";
        string over = view.Kind is "path" or "histogram" ? "" : $"?{(view.X?.Scale == Scale.Time ? "time of " : "")}{view.X?.Column ?? "row"}";
        IEnumerable<string> lines = view.Y.Select(line =>
            $"{(line.Column.Length == 0 ? "/" : line.Column)}{over}{(line.Error is null ? "" : $"±{line.Error}")}{(line.Low is null ? "" : $"[{line.Low},{line.High}]")}");
        string color = view.Color is null ? "" : $" by {view.Color.Column}";
        return isDrawn ? $"{view.Kind} {view.Title}: {string.Join(' ', lines)}{color}" : $"{view.Kind} {view.Title}";
    }

    private static IReadOnlyList<ResultView> Of(string json, AuthorViews author) => OfAsync(json, author).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<ResultView>> OfAsync(string json, AuthorViews author)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var tokens = new JsonTokens(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        await tokens.ReadAsync(stop);
        return ViewChoice.Of(author, await IndexBuilder.BuildAsync(tokens, stop), "");
    }
}
