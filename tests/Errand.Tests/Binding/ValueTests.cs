using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Errand.Types;
using Microsoft.AspNetCore.Http;

namespace Errand.Tests.Binding;

/// <summary>Which value becomes which JSON: docs/decisions/0005.</summary>
public sealed class ValueTests
{
    [Flags]
    private enum Days : byte
    {
        None = 0,
        Mon = 1,
        Tue = 2,
        Sat = 32,

        [JsonStringEnumMemberName("sun")]
        Sun = 64,
        Weekend = Sat | Sun,
        HighAndMon = 128 | Mon,
    }

    [Flags]
    private enum Signed : long
    {
        Low = 1,
        High = long.MinValue,
    }

    private enum Twins
    {
        A = 1,
        Also = A,
        B = 2,
    }

    private class Figure
    {
        public string Name { get; set; } = "";
    }

    private sealed class Disc : Figure
    {
        public double Radius { get; set; }

        public Figure? Hole { get; set; }
    }

    private interface IHasArea
    {
        double Area { get; }

        double Half => Area / 2;
    }

    private sealed record Plot(double Area, string Owner) : IHasArea;

    private sealed record Quarter : IHasArea
    {
        [JsonIgnore]
        public double Area { get; } = 0.5;
    }

    private sealed class Secretive : IHasArea
    {
        double IHasArea.Area => 1;

        public int Other { get; } = 2;
    }

    private sealed record Album(
        Figure Cover, List<Figure> Pages, Dictionary<string, Figure> ByName, Figure[][] Rows, IReadOnlyList<IHasArea> Plots, object Any);

    private sealed class Fields
    {
        public int Count = 1;
        public readonly string Name = "n";

        [JsonIgnore]
        public int Ignored = 1;

        public double[,] Grid = { { 1, 2 }, { 3, 4 } };
    }

    private readonly record struct Ranged([Range(1, 5)] int N);

    private readonly record struct Point(double X, double Y = 7)
    {
        public double Sum { get; } = X + Y;
    }

    private readonly struct Span
    {
        public Span(int from, int to) => (From, To) = (Math.Min(from, to), Math.Max(from, to));

        public int From { get; }

        public int To { get; }
    }

    private record struct Loose
    {
        public int A { get; set; }
    }

    private sealed record TwoWays([Range(1, 5)] int N)
    {
        public TwoWays()
            : this(1)
        {
        }
    }

    private sealed class Hidden(double value)
    {
        private readonly double _value = value;

        public double Get() => _value;
    }

    private sealed class Track : List<double>
    {
        public string Name { get; set; } = "";
    }

    private sealed class Ring : List<double>
    {
        public int Half => Count / 2;
    }

    private sealed class HiddenConverter : JsonConverter<Hidden>
    {
        public override Hidden Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, Hidden value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Get());
    }

    [JsonDerivedType(typeof(Dog), "dog")]
    private class Animal
    {
        public string Name { get; set; } = "";
    }

    private class Dog : Animal
    {
        public int Tricks { get; set; }
    }

    private sealed class Puppy : Dog
    {
        public int Age { get; set; }
    }

    private sealed class Size(int n)
    {
        public int Width { get; } = n;
    }

    private sealed record Quiet([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note, string Name = null!);

    private static BigInteger Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private static async IAsyncEnumerable<double> Later(int n)
    {
        for (int i = 0; i < n; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static IEnumerable<int> Failing()
    {
        yield return 1;
        throw new InvalidOperationException("The database is gone.");
    }

    private static async IAsyncEnumerable<int> FailingLater()
    {
        yield return 1;
        await Task.Yield();
        throw new InvalidOperationException("The database is gone.");
    }

    /// <summary>For <see cref="SchemaAgreementTests"/>: what comes in goes out.</summary>
    internal static Dictionary<string, Bound> Functions { get; } = new()
    {
        ["tuple"] = new(((int, string?, (double, bool)) t) => t),
        ["tuples"] = new((Tuple<Days, int[]>[] t, (int, int, int, int, int, int, int, int, int)? more = null) => t),
        ["grid"] = new((double[,] m, string?[,,]? s = null) => m),
        ["limitedGrid"] = new(([Length(1, 3)] byte[,] m) => m),
        ["flag"] = new((Days d, Signed? s = Signed.Low) => d),
        ["twins"] = new((Twins t) => t),
        ["big"] = new((BigInteger n, BigInteger? m) => n),
        ["vector"] = new((Vector3 v, Matrix3x2? m = null) => v),
        ["complexes"] = new((Complex[] z) => z),
        ["structs"] = new((Point p, Ranged[] r, Span? s = null) => p),
        ["figures"] = new((Figure f, Loose l) => f),
        ["fields"] = new((Fields f) => f),
        ["animals"] = new((Animal a, int x = 0) => a),
    };

    public static TheoryData<Delegate, string, string> Results { get; } = new()
    {
        // Tuples
        { (double[] values) => (values.Min(), values.Max()), """{"values":[3,1,2]}""", "[1,3]" },
        { (int x) => Task.FromResult((x, "a", (x, true))), """{"x":1}""", """[1,"a",[1,true]]""" },
        { (int x) => ValueTask.FromResult<(int, string?)?>((x, null)), """{"x":1}""", "[1,null]" },
        { (int x) => (1, 2, 3, 4, 5, 6, 7, 8, 9, x), """{"x":10}""", "[1,2,3,4,5,6,7,8,9,10]" },
        { (int x) => Tuple.Create(x, new[] { (x, double.NaN) }), """{"x":1}""", """[1,[[1,"NaN"]]]""" },
        { (int x) => new Dictionary<string, (int, int)> { ["a"] = (x, x) }, """{"x":1}""", """{"a":[1,1]}""" },
        { ((int, string) pair, (double, double)[] pairs, int x = 0) => (pair.Item2, pairs.Sum(p => p.Item2)), """{"pair":[1,"a"],"pairs":[[1,2],[3,4.5]]}""", """["a",6.5]""" },
        { ((int, int, int, int, int, int, int, int, int) nine) => nine.Item9, """{"nine":[1,2,3,4,5,6,7,8,9]}""", "9" },
        { (Tuple<int, Tuple<string>>? t, int x = 0) => t?.Item2.Item1, """{"t":[1,["b"]]}""", "\"b\"" },
        // Fields and the framework's numbers
        { (float x, float y, float z) => new Vector3(x, y, z), """{"x":1,"y":2,"z":3}""", """{"x":1,"y":2,"z":3}""" },
        { (Vector3 v, int x = 0) => v, """{"v":{"x":1,"y":2,"z":3}}""", """{"x":1,"y":2,"z":3}""" },
        { () => new Vector2(1, 2), "{}", """{"x":1,"y":2}""" },
        { () => Quaternion.Identity, "{}", """{"x":0,"y":0,"z":0,"w":1}""" },
        { () => Matrix3x2.Identity, "{}", """{"m11":1,"m12":0,"m21":0,"m22":1,"m31":0,"m32":0}""" },
        { () => new Plane(1, 2, 3, 4), "{}", """{"normal":{"x":1,"y":2,"z":3},"d":4}""" },
        { () => new Complex(1, double.NaN), "{}", """{"real":1,"imaginary":"NaN"}""" },
        { (Complex z, int x = 0) => z * z, """{"z":{"real":0,"imaginary":1}}""", """{"real":-1,"imaginary":0}""" },
        { (Complex[] z) => z.Aggregate(Complex.Zero, (a, b) => a + b).Real, """{"z":[{"real":1,"imaginary":1},{"real":2,"imaginary":0}]}""", "3" },
        { (int n) => Factorial(n), """{"n":30}""", "265252859812191058636308480000000" },
        { (BigInteger n, BigInteger? m = null) => n + (m ?? 0), """{"n":-265252859812191058636308480000000}""", "-265252859812191058636308480000000" },
        { (Half h, Int128 i, UInt128 u) => new object[] { h, i, u }, """{"h":1.5,"i":-170141183460469231731687303715884105728,"u":340282366920938463463374607431768211455}""", "[1.5,-170141183460469231731687303715884105728,340282366920938463463374607431768211455]" },
        { (Fields f) => f, """{"count":3,"grid":[[5]]}""", """{"count":3,"name":"n","grid":[[5]]}""" },
        // Derived types
        { Figure () => new Disc { Radius = 2, Name = "c" }, "{}", """{"radius":2,"hole":null,"name":"c"}""" },
        { Task<Figure> () => Task.FromResult<Figure>(new Disc { Name = "c", Hole = new Disc() }), "{}", """{"radius":0,"hole":{"radius":0,"hole":null,"name":""},"name":"c"}""" },
        {
            () => new Album(
                new Disc(), [new Disc(), new Figure()], new() { ["a"] = new Disc() }, [[new Disc()]], [new Plot(2, "o")],
                new List<Figure> { new Disc() }),
            "{}",
            """{"cover":{"radius":0,"hole":null,"name":""},"pages":[{"radius":0,"hole":null,"name":""},{"name":""}],"byName":{"a":{"radius":0,"hole":null,"name":""}},"rows":[[{"radius":0,"hole":null,"name":""}]],"plots":[{"area":2,"owner":"o","half":1}],"any":[{"radius":0,"hole":null,"name":""}]}"""
        },
        { Animal () => new Dog { Name = "d", Tricks = 2 }, "{}", """{"$type":"dog","tricks":2,"name":"d"}""" },
        { () => (Figure: (Figure)new Disc(), 1), "{}", """[{"radius":0,"hole":null,"name":""},1]""" },
        { IHasArea () => new Secretive(), "{}", """{"other":2,"area":1,"half":0.5}""" },
        { () => new IHasArea[] { new Quarter() }, "{}", """[{"half":0.25}]""" },
        // Arrays of several dimensions
        { (int n) => new double[n, n], """{"n":2}""", "[[0,0],[0,0]]" },
        { () => new[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } }, "{}", "[[[1,2],[3,4],[5,6]]]" },
        { () => new[,] { { double.NaN, 1.5 } }, "{}", """[["NaN",1.5]]""" },
        { () => new int[0, 3], "{}", "[]" },
        { () => new int[2, 0], "{}", "[[],[]]" },
        { () => (int[,])Array.CreateInstance(typeof(int), [1, 2], [5, 5]), "{}", "[[0,0]]" },
        { (double[,] m) => m[1, 2], """{"m":[[1,2,3],[4,5,6]]}""", "6" },
        { (int[,,]? m, int x = 0) => m!.Length * 100 + m[0, 1, 1], """{"m":[[[1,2],[3,4]]]}""", "404" },
        { (byte[,] m) => m, """{"m":[[1,2]]}""", "[[1,2]]" },
        { (double[][] m) => m[1][0], """{"m":[[1],[2,3]]}""", "2" },
        { (string?[,] s) => s[0, 1], """{"s":[["a",null]]}""", "null" },
        { (double[,] m) => $"{m.GetLength(0)}×{m.GetLength(1)}", """{"m":[]}""", "\"0×0\"" },
        // Sequences
        { (int n) => Later(n), """{"n":3}""", "[0,1,2]" },
        { (int n) => Task.FromResult(Later(n)), """{"n":0}""", "[]" },
        { (int n) => Enumerable.Range(0, n).Select(i => (i, i * i)), """{"n":2}""", "[[0,0],[1,1]]" },
        { IEnumerable<int> () => new HashSet<int> { 1 }, "{}", "[1]" },
        // Flags and enums
        { (Days days) => days, """{"days":["Mon","Tue"]}""", """["Mon","Tue"]""" },
        { (Days days, Days? more = Days.Tue) => days | more!.Value, """{"days":["Weekend","sun"]}""", """["Tue","Sat","sun"]""" },
        { (Days days) => days, """{"days":[]}""", "[]" },
        { (Days days) => days, """{"days":["None"]}""", "[]" },
        { () => (Days)128 | Days.Mon | Days.Sat, "{}", """["Mon","Sat","HighAndMon"]""" },
        { (Signed s) => s, """{"s":["High","Low"]}""", """["Low","High"]""" },
        { (Twins t) => t == Twins.A, """{"t":"Also"}""", "true" },
        // Structs made by a constructor
        { (Point p, int x = 0) => p, """{"p":{"x":1}}""", """{"x":1,"y":7,"sum":8}""" },
        { (Point[] p) => p[0].Sum, """{"p":[{"x":1,"y":2}]}""", "3" },
        { (Point? p, int x = 0) => p?.Sum, """{"p":null}""", "null" },
        { (Span s) => s, """{"from":5,"to":1}""", """{"from":1,"to":5}""" },
        { (Loose l) => l, "{}", """{"a":0}""" },
        // Keys
        { () => new Dictionary<int, string> { [-1] = "a" }, "{}", """{"-1":"a"}""" },
        { () => new Ring { 1, 2 }, "{}", "[1,2]" },
    };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public async Task A_value_goes_in_and_comes_out_whole(Delegate function, string args, string result)
    {
        var bound = new Bound(function);
        Assert.Equal("", bound.Faults(args));
        Assert.Equal(result, await bound.RunAsync(args));
    }

    public static TheoryData<Delegate, string, string> Refused { get; } = new()
    {
        { (Ranged r, int x = 0) => r, """{"r":{"n":9}}""", "range #/args/r/n" },
        { (TwoWays t) => t, """{"n":9}""", "range #/args/n" },
        { (Point p) => p, "{}", "required #/args/x" },
        { (Point p, int x = 0) => p, """{"p":{}}""", "required #/args/p/x" },
        { (Vector3 v) => v, """{"x":1}""", "required #/args/y, required #/args/z" },
        { (Complex z) => z.Phase, """{"real":1,"phase":2}""", "unknown #/args/phase, required #/args/imaginary" },
        { ((int, string) p) => p, """{"p":[1]}""", "length #/args/p" },
        { ((int, string) p) => p, """{"p":["a",1,[2]]}""", "type #/args/p/0, type #/args/p/1, length #/args/p" },
        { ((int, int) p) => p, """{"p":{"item1":1,"item2":2}}""", "type #/args/p" },
        { (double[,] m) => m, """{"m":[[1,2],[3]]}""", "length #/args/m/1" },
        { (double[,] m) => m, """{"m":[1,[2,"a"],null]}""", "type #/args/m/0, type #/args/m/1/1, type #/args/m/2" },
        { ([MinLength(2)] double[,] m) => m, """{"m":[[1]]}""", "length #/args/m" },
        { (Days d) => d, """{"d":"Mon, Tue"}""", "type #/args/d" },
        { (Days d) => d, """{"d":["Mon","mon",3]}""", "enum #/args/d/1, type #/args/d/2" },
        { (BigInteger n) => n, """{"n":"1"}""", "type #/args/n" },
        { (BigInteger n) => n, """{"n":1.5}""", "type #/args/n" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_refused_at_its_place(Delegate function, string args, string faults) =>
        Assert.Equal(faults, new Bound(function).Faults(args));

    public static TheoryData<Delegate, string> WithoutForm { get; } = new()
    {
        { IResult () => TypedResults.Ok(1), "the result is of type IResult, which has no JSON form: it answers an HTTP request; return the value itself" },
        { () => Task.FromResult(TypedResults.Ok(1)), "the result is of type Ok<Int32>, which has no JSON form: it answers an HTTP request" },
        { () => new MemoryStream(), "the result is of type MemoryStream, which has no JSON form: read it" },
        { () => new StringBuilder(), "the result is of type StringBuilder, which has no JSON form: use its ToString()" },
        { () => new Hidden(1), "the result is of type Hidden, whose data JSON cannot see: make it public properties or fields, or add a converter with Json(…)" },
        { () => new { A = new[] { new Hidden(1) } }, "an item of the member \"a\" of the result is of type Hidden" },
        { (Hidden h, int x = 0) => x, "the parameter \"h\" is of type Hidden" },
        { () => new Track(), "the result is of type Track, a collection whose member \"Name\" JSON would leave out" },
        { (int[] n) => n.GroupBy(i => i % 2), "an item of the result is of type IGrouping<Int32, Int32>, which has no JSON form: its key would be lost" },
        { (int[] n) => n.ToLookup(i => i), "an item of the result is of type IGrouping<Int32, Int32>" },
        { () => Task.FromResult(Task.FromResult(1)), "the result is of type Task<Int32>, which has no JSON form: await it" },
        { () => new { Later = Later(1) }, "the member \"later\" of the result is of type IAsyncEnumerable<Double>, which has no JSON form: use a list" },
        { (IAsyncEnumerable<int> n, int x = 0) => x, "the parameter \"n\" is of type IAsyncEnumerable<Int32>" },
        { () => typeof(int), "the result is of type Type" },
        { () => new Vector<double>(1), "the result is of type Vector<Double>, whose data JSON cannot see" },
        { () => new TimeoutException(), "the result is of type TimeoutException, which has no JSON form: use its Message" },
        { () => new List<int>.Enumerator(), "the result is of type Enumerator, which has no JSON form: use the sequence itself" },
        { () => System.Net.IPAddress.Loopback, "the result is of type IPAddress, which has no JSON form: use its ToString()" },
        { () => new Dictionary<Days, int>(), "the result has Days as its keys, whose combinations are not names" },
    };

    [Theory]
    [MemberData(nameof(WithoutForm), DisableDiscoveryEnumeration = true)]
    public void What_JSON_would_lose_is_refused_at_the_start(Delegate function, string sentence)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Bound(function));
        Assert.StartsWith("Task type \"t\": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Delegate, string> OnlySeenLate { get; } = new()
    {
        { object () => new MemoryStream(), "MemoryStream, which has no JSON form" },
        { () => new object[] { new Hidden(1) }, "Hidden, whose data JSON cannot see" },
        { object () => Task.FromResult(1), "Task<Int32>, which has no JSON form: await it" },
        { () => new { A = (object)new[] { new StringBuilder() } }, "StringBuilder" },
        { Animal () => new Puppy(), "Puppy" },
        { Dog () => new Puppy(), "Puppy" },
        { () => (Days)128, "no name for the value" },
        { object () => Nested(129), "nested deeper than 128 levels" },
    };

    [Theory]
    [MemberData(nameof(OnlySeenLate), DisableDiscoveryEnumeration = true)]
    public async Task What_JSON_would_lose_and_only_a_run_shows_is_an_invalid_result(Delegate function, string why)
    {
        InvalidResultException e = await Assert.ThrowsAsync<InvalidResultException>(() => new Bound(function).RunAsync("{}"));
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_of_128_levels_is_kept() =>
        Assert.Equal(128, (await new Bound(object () => Nested(128)).RunAsync("{}")).Count(c => c == '['));

    [Fact]
    public async Task What_a_functions_iterator_throws_is_the_functions_own()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Bound(Failing).RunAsync("{}"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Bound(FailingLater).RunAsync("{}"));
    }

    public static TheoryData<Delegate, string> Schemas { get; } = new()
    {
        { ((int, string?) p) => 1, """{"type":"array","prefixItems":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":["string","null"]}],"items":false,"minItems":2,"maxItems":2}""" },
        { (bool[,] p) => 1, """{"type":"array","items":{"type":"array","items":{"type":"boolean"}}}""" },
        { (Days p) => 1, """{"type":"array","items":{"type":"string","enum":["None","Mon","Tue","Sat","sun","Weekend","HighAndMon"]}}""" },
        { (BigInteger p) => 1, """{"type":"integer"}""" },
        { (Twins p) => 1, """{"type":"string","enum":["A","B","Also"]}""" },
        { (Ranged p, int x = 0) => 1, """{"type":"object","properties":{"n":{"type":"integer","minimum":1,"maximum":5}},"required":["n"],"additionalProperties":false}""" },
    };

    [Theory]
    [MemberData(nameof(Schemas), DisableDiscoveryEnumeration = true)]
    public void The_schema_says_the_form(Delegate function, string schema) =>
        AssertSame(schema, new Bound(function).Args["properties"]!["p"]!);

    public static TheoryData<Delegate, string> ResultTypes { get; } = new()
    {
        { (int n) => new Size(n), "\"object\"" },
        { Size? (int n) => null, """["object","null"]""" },
        { (int n) => n > 0 ? "a" : null, "\"string\"" },
        { async (int n) => { await Task.Yield(); return new Size(n); }, "\"object\"" },
        { Task<string?> (int n) => Task.FromResult<string?>(null), """["string","null"]""" },
        { Days? (int n) => null, """["array","null"]""" },
    };

    [Theory]
    [MemberData(nameof(ResultTypes), DisableDiscoveryEnumeration = true)]
    public void A_result_is_null_only_where_a_question_mark_says_so(Delegate function, string type) =>
        Assert.Equal(type, new Bound(function).Result["type"]!.ToJsonString());

    [Fact]
    public void The_items_of_an_inferred_result_are_not_null_either() =>
        Assert.Equal("\"object\"", new Bound((int n) => new Size[n]).Result["items"]!["type"]!.ToJsonString());

    [Fact]
    public void A_result_schema_leaves_room_for_derived_types_and_ignored_members()
    {
        Assert.Null(new Bound(Figure () => new Disc()).Result["additionalProperties"]);
        AssertSame("false", new Bound(() => new Size(1)).Result["additionalProperties"]!);
        Assert.DoesNotContain("note", new Bound(() => new Quiet(null)).Result["required"]?.ToJsonString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_that_the_schema_excludes_is_kept_and_logged_once()
    {
        var bound = new Bound((int n) => n > 0 ? "a" : null);
        Assert.Equal("null", await bound.RunAsync("""{"n":0}"""));
        Assert.Equal("null", await bound.RunAsync("""{"n":0}"""));
        Assert.Contains("question mark", Assert.Single(bound.Lines), StringComparison.Ordinal);
        Assert.Equal("""{"name":null}""", await new Bound(() => new Quiet(null)).RunAsync("{}"));
    }

    [Fact]
    public async Task A_program_adds_converters_and_contracts()
    {
        var bound = new Bound(
            (Hidden h, Hidden? other = null) => new[] { h, other }, json: options => options.Converters.Add(new HiddenConverter()));
        Assert.Equal("[1.5,null]", await bound.RunAsync("""{"h":1.5}"""));
        AssertSame("""{"type":["string","number","boolean","object","array"]}""", bound.Args["properties"]!["h"]!);
        Assert.Equal("type #/args/h", bound.Faults("""{"h":"a"}"""));

        var renamed = new Bound(
            () => new Size(3),
            json: options => options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(type =>
            {
                foreach (JsonPropertyInfo member in type.Type == typeof(Size) ? type.Properties : [])
                {
                    member.Name = "w";
                }
            }));
        Assert.Equal("""{"w":3}""", await renamed.RunAsync("{}"));
    }

    [Fact]
    public void A_program_changes_nothing_else()
    {
        foreach (Action<JsonSerializerOptions> change in new Action<JsonSerializerOptions>[]
        {
            o => o.PropertyNamingPolicy =
                JsonNamingPolicy.SnakeCaseLower, o => o.NumberHandling = JsonNumberHandling.AllowReadingFromString,
            o => o.MaxDepth =
                10, o => o.ReferenceHandler = ReferenceHandler.IgnoreCycles, o => o.Encoder = null, o => o.TypeInfoResolver = null,
        })
        {
            ArgumentException e = Assert.Throws<ArgumentException>(() => new Bound(() => 1, json: change));
            Assert.Contains("cannot", e.Message, StringComparison.Ordinal);
        }
    }

    private static object[] Nested(int levels) => levels == 1 ? [] : [Nested(levels - 1)];

    private static void AssertSame(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}\nbut was  {actual.ToJsonString()}");
}
