using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Errand.OpenApi.Tests;

/// <summary>Task types with all that a schema may have.</summary>
internal static class ExampleTypes
{
    [Flags]
    internal enum Colors
    {
        Red = 1,
        Green = 2,
    }

    internal enum Format
    {
        Pdf,

        [JsonStringEnumMemberName("plain-text")]
        PlainText,
    }

    internal sealed record Section([property: Description("For people")] string Title, int? Page = null, Section[]? Parts = null);

    internal sealed record Report(
        string Title, Format Format, Format? Other, Section? Appendix, IReadOnlyList<Section> Sections, DateTimeOffset At);

    internal sealed record Tree(int Value, List<Tree> Children, Tree? Parent = null);

    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    internal abstract record Shape;

    internal sealed record Circle(double Radius) : Shape;

    internal sealed record Square(double Side, Shape? Inner = null) : Shape;

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
    [JsonDerivedType(typeof(Leaf), 1)]
    internal class Branch
    {
        public Branch? Next { get; set; }
    }

    internal sealed class Leaf : Branch
    {
        public int Value { get; set; }
    }

    internal sealed record Flight([property: Unit("s")] double[] T, double[][] R);

    internal sealed record Point(double X, double Y);

    public static void Map(ErrandApp app)
    {
        app.MapTask("add", (int x, int y = 2) => (long)x + y).WithDescription("The sum of two integers.");
        app.MapTask(
            "v2.report-gen",
            Report (string title, Section[] sections, Format format = Format.Pdf, Format? other = null, Section? appendix = null) =>
                new(title, format, other, appendix, sections, DateTimeOffset.UnixEpoch));
        app.MapTask("tree", Tree (Tree tree) => tree);
        app.MapTask("draw", Shape[] (Shape shape, Shape? other = null) => other is null ? [shape] : [shape, other]);
        app.MapTask("branch", Branch? (Branch? branch) => branch);
        app.MapTask(
            "measure",
            (double value, float single = 1, double? limit = null, [Range(0, 1)] double share = 0.5, Half half = default) => value + share);
        app.MapTask("bytes", (byte[] data, byte[]? more = null) => data);
        app.MapTask("counts", Dictionary<string, double?> (Dictionary<string, int> counts, Dictionary<Format, Point>? named = null) =>
            counts.ToDictionary(pair => pair.Key, pair => (double?)pair.Value));
        app.MapTask("moments", (DateTimeOffset at, DateOnly day, TimeSpan span, Guid id, Uri? uri = null, DateTime? local = null) =>
            new { at, day, span, id, uri, local });
        app.MapTask("big", (long l, uint u, ulong ul, decimal d, Int128 i, BigInteger b, byte small = 3) => b + l);
        app.MapTask("nothing", () => { });
        app.MapTask("free", (JsonElement args) => args);
        app.MapTask("node", JsonNode? (JsonNode any, JsonNode? some = null) => some ?? any);
        app.MapTask("pairs", ((int Number, string Text) pair, double[,] grid) => (grid[0, 0], pair));
        app.MapTask("flags", (Colors colors, Colors? others = null) => colors);
        app.MapTask(
            "text",
            string? ([Required, RegularExpression("[a-z]*")] string text, [MaxLength(3)] string? code = null, [AllowedValues(1, 2)] int one = 1) => text);
        app.MapTask("3d-fit", (double[][] points) => points.Select(point => new Point(point[0], point[1])));
        app.MapTask("flight", Flight (double dt, [Unit("m"), Label("How far")] double range = 1) => new([0, dt], [[0, range]]))
            .WithView(view => view.Lines("Height").X("/t", "time", "s").Y("/r/*/1", "height", "m"))
            .WithExample("""{"dt":0.5}""");
        // Names that meet each other, or those of the document.
        app.MapTask("a.b", (Point from, Point? to) => from);
        app.MapTask("a-b", (Point from, Point? to) => to);
        app.MapTask("new", (int? n) => n);
        app.MapTask("task", (bool b) => b);
        app.MapTask("batch", (string[] s) => s);
        app.MapTask("fail", void () => throw new TaskFailedException("of no use"));
    }
}
