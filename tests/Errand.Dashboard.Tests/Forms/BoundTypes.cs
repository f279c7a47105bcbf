using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Tests.Binding;

namespace Errand.Dashboard.Tests.Forms;

/// <summary>Signatures with every kind of type that arguments may be of.</summary>
internal static class BoundTypes
{
    private static readonly Dictionary<string, Delegate> Functions = new()
    {
        ["none"] = () => 1,
        ["numbers"] = (int x, byte? b, long l, ulong u, Int128 i, BigInteger g, double d, float? f, Half h, decimal m, int y = 2) => 1,
        ["bounds"] = ([Range(1, 5)] int a, [Range(0.5, 2.5)] double b, [Range(typeof(decimal), "-1", "1", MaximumIsExclusive = true)] decimal c) => 1,
        ["texts"] = (string s, string? t, [Length(2, 4)] string code, [RegularExpression(@"\d{2}[a-c]*")] string p, [Required] string r, char c, string o = "n") => 1,
        ["forms"] = (Guid g, DateTimeOffset at, DateTimeOffset? maybe, DateTime d, DateOnly o, TimeOnly t, TimeSpan s, Version v, Uri u) => 1,
        ["bytes"] = (byte[] b, Memory<byte> m, byte[]? n = null) => 1,
        ["enums"] = (Mode m, Mode? n, Numbered e, Camel c, Colors f, [AllowedValues(1.5, 2)] double a, [AllowedValues("a", "b")] string s, Mode o = Mode.Exact) => 1,
        ["booleans"] = (bool b, bool? n, bool o = true, bool? both = null) => 1,
        ["lists"] = (List<int> i, double[] d, string[] s, List<string?> n, bool[] b, Mode[] m, HashSet<Guid> g, List<bool?>? maybe = null) => 1,
        ["grids"] = (double[][] d, int[,] g, List<List<bool?>> l, (double X, double Y)[] points, double[][][] deep, decimal[]?[] holes) => 1,
        ["tuples"] = ((int, string) pair, (double, double, double)? maybe, (int, (bool, string[])) inner, [MinLength(3), MaxLength(3)] double[] r0) => 1,
        ["objects"] = (Flight flight, Item[] items, Item? last, Errand.Tests.Binding.Settings settings, Item? other = null) => 1,
        ["whole"] = (Flight flight) => 1,
        ["maps"] = (Dictionary<string, string> m, Dictionary<Mode, bool> e, Dictionary<string, Item> o, Dictionary<string, List<int>>? l = null) => 1,
        ["whole-map"] = (Dictionary<string, double> m) => 1,
        ["choices"] = (Shape s, Shape? t, Shape[] all, Branch b) => 1,
        ["whole-choice"] = (Shape s) => 1,
        ["whole-tree"] = (Tree t) => 1,
        ["recursion"] = (Tree tree, Tree? maybe, List<Tree> many, Branch branch, Tree? other = null) => 1,
        ["anything"] = (JsonElement e) => 1,
        ["json"] = (JsonElement e, JsonNode n, JsonArray a, JsonObject? o, object any, JsonNode? d = null) => 1,
        ["own-ways"] = (OwnWays ways, Loose loose, Even even) => 1,
    };

    public static IReadOnlyCollection<string> Names => Functions.Keys;

    /// <summary>The types, as a server publishes them.</summary>
    public static async Task<IReadOnlyDictionary<string, TaskTypeView>> PublishAsync()
    {
        await using var app = ErrandApp.CreateInMemory();
        foreach ((string name, Delegate function) in Functions)
        {
            app.MapTask(name, function);
        }

        await app.StartAsync();
        IReadOnlyList<TaskTypeView> types = await app.Tasks.ListTypesAsync();
        await app.StopAsync();
        return types.ToDictionary(type => type.Name);
    }
}
