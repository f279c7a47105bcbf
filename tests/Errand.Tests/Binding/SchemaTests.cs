using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Errand.Binding.Text;

namespace Errand.Tests.Binding;

public sealed class SchemaTests
{
    /// <summary>Flies a ball.</summary>
    /// <param name="speed">In metres <!-- of whom? -->
    /// per <c>second</c>.</param>
    /// <param name="angle">Not shown: the attribute says it.</param>
    private static double Fly(double speed, [Description("In degrees")] int angle = 45) => speed * angle;

    /// <summary>One throw.</summary>
    /// <param name="Height">In metres, from <see cref="Fly"/>.</param>
    private sealed record Throw(double Height)
    {
        /// <summary><para>Who</para> <para>threw.</para></summary>
        public string? By { get; init; }
    }

    private sealed class Open
    {
        public int A { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? More { get; set; }
    }

    private sealed record Lenient([property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int Number);

    private sealed record Annotated(
        [Range(1, 5)] int Rank, [property: MaxLength(3)] string Code, [property: JsonPropertyName("TAGS"), MinLength(1)] string[] Tags)
    {
        [RegularExpression("[a-z]*")]
        public required string? Word { get; init; }
    }

    public static TheoryData<Delegate, string> ArgsSchemas { get; } = new()
    {
        { () => 1, """{"type":"object","properties":{},"additionalProperties":false}""" },
        {
            (int x, int y = 2) => x + y,
            """
            {"type":"object","properties":{"x":{"type":"integer","minimum":-2147483648,"maximum":2147483647},
            "y":{"type":"integer","minimum":-2147483648,"maximum":2147483647,"default":2}},"required":["x"],"additionalProperties":false}
            """
        },
        {
            (byte? b, string s, string? t, Mode m, Mode? n = Mode.Fast) => 1,
            """
            {"type":"object","properties":{"b":{"type":["integer","null"],"minimum":0,"maximum":255},"s":{"type":"string"},"t":{"type":["string","null"]},
            "m":{"type":"string","enum":["Fast","very-exact"]},"n":{"type":["string","null"],"enum":["Fast","very-exact",null],"default":"Fast"}},
            "required":["b","s","t","m"],"additionalProperties":false}
            """
        },
        {
            (double d, double? e, decimal m, Int128 i) => 1,
            """
            {"type":"object","properties":{"d":{"anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]},
            "e":{"anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]},{"type":"null"}]},"m":{"type":"number","minimum":-79228162514264337593543950335,"maximum":79228162514264337593543950335},
            "i":{"type":"integer","minimum":-170141183460469231731687303715884105728,"maximum":170141183460469231731687303715884105727}},
            "required":["d","e","m","i"],"additionalProperties":false}
            """
        },
        {
            ([Range(0.5, 2)] double d, [Range(0, double.MaxValue)] int i, [Range(0, double.PositiveInfinity)] double e, [Range(
                1, 2, MaximumIsExclusive = true)] decimal m) => 1,
            """
            {"type":"object","properties":{"d":{"type":"number","minimum":0.5,"maximum":2},"i":{"type":"integer","minimum":0,"maximum":2147483647},
            "e":{"type":"number","minimum":0},"m":{"type":"number","minimum":1,"exclusiveMaximum":2}},"required":["d","i","e","m"],"additionalProperties":false}
            """
        },
        {
            (Guid g, DateTimeOffset d, Uri? u, TimeSpan t, byte[] b, DateOnly o) => 1,
            $$$"""
            {"type":"object","properties":{"g":{"type":"string","format":"uuid",{{{Pattern(TextPattern.Uuid)}}}},"d":{"type":"string","format":"date-time",{{{Pattern(TextPattern.Instant)}}}},
            "u":{"type":["string","null"],"format":"uri",{{{Pattern(TextPattern.Uri)}}}},"t":{"type":"string",{{{Pattern(TextPattern.Duration)}}}},
            "b":{"type":"string",{{{Pattern(TextPattern.Base64)}}},"contentEncoding":"base64"},"o":{"type":"string","format":"date",{{{Pattern(TextPattern.Date)}}}}},
            "required":["g","d","u","t","b","o"],"additionalProperties":false}
            """
        },
        {
            (DateTime d, TimeOnly t, Version v, char c, Memory<byte> b) => 1,
            $$$"""
            {"type":"object","properties":{"d":{"type":"string",{{{Pattern(TextPattern.DateAndTime)}}}},"t":{"type":"string",{{{Pattern(TextPattern.Time)}}}},
            "v":{"type":"string",{{{Pattern(TextPattern.Version)}}}},"c":{"type":"string","minLength":1,"maxLength":1,{{{Pattern(TextPattern.Utf16Units)}}}},
            "b":{"type":"string",{{{Pattern(TextPattern.Base64)}}},"contentEncoding":"base64"}},"required":["d","t","v","c","b"],"additionalProperties":false}
            """
        },
        {
            (float f, Half? h, [Range(0, double.PositiveInfinity)] float p, [Range(-1, 1, MinimumIsExclusive = true)] float q) => 1,
            """
            {"type":"object","properties":{"f":{"anyOf":[{"type":"number","minimum":-3.4028235E+38,"maximum":3.4028235E+38},{"enum":["NaN","Infinity","-Infinity"]}]},
            "h":{"anyOf":[{"type":"number","minimum":-65504,"maximum":65504},{"enum":["NaN","Infinity","-Infinity"]},{"type":"null"}]},
            "p":{"type":"number","minimum":0,"maximum":3.4028235E+38},"q":{"type":"number","exclusiveMinimum":-1,"maximum":1}},"required":["f","h","p","q"],"additionalProperties":false}
            """
        },
        {
            (Lenient l) => 1,
            $$$"""
            {"type":"object","properties":{"number":{"type":["string","integer"],{{{Pattern(TextPattern.Integer("-2147483648", "2147483647"))}}},"minimum":-2147483648,"maximum":2147483647}},"required":["number"],"additionalProperties":false}
            """
        },
        {
            ([Length(1, 2)] List<string?> l, [MaxLength(4)] Dictionary<string, bool>? m, [AllowedValues("a", "b")] string s, [Required] string? r) => 1,
            """
            {"type":"object","properties":{"l":{"type":"array","items":{"type":["string","null"]},"minItems":1,"maxItems":2},
            "m":{"type":["object","null"],"additionalProperties":{"type":"boolean"},"maxProperties":4},"s":{"type":"string","enum":["a","b"]},
            "r":{"type":"string","pattern":"\\S"}},"required":["l","m","s","r"],"additionalProperties":false}
            """
        },
        {
            (Annotated a) => 1,
            """
            {"type":"object","properties":{"rank":{"type":"integer","minimum":1,"maximum":5},"code":{"type":"string","maxLength":3},
            "TAGS":{"type":"array","items":{"type":"string"},"minItems":1},"word":{"type":["string","null"],"pattern":"^(?:[a-z]*)$"}},
            "required":["rank","code","TAGS","word"],"additionalProperties":false}
            """
        },
        {
            (Item[] items, Item? last) => 1,
            """
            {"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}},
            "last":{"type":["object","null"],"properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}},
            "required":["items","last"],"additionalProperties":false}
            """
        },
        {
            (Tree größe, Tree? b) => 1,
            """
            {"type":"object","properties":{"größe":{"$ref":"#/$defs/Tree"},"b":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]}},"required":["größe","b"],"additionalProperties":false,
            "$defs":{"Tree":{"type":"object","properties":{"value":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"children":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},
            "required":["value","children"],"additionalProperties":false}}}
            """
        },
#nullable disable warnings
        {
            (string s = null, [AllowedValues("a")] string? t = null, Guid g = default) => 1,
            $$$"""
            {"type":"object","properties":{"s":{"type":["string","null"],"default":null},"t":{"type":"string","enum":["a"]},
            "g":{"type":"string","format":"uuid",{{{Pattern(TextPattern.Uuid)}}},"default":"00000000-0000-0000-0000-000000000000"}},"additionalProperties":false}
            """
        },
#nullable restore warnings
        { (JsonElement e) => 1, """{"type":"object"}""" },
        { (JsonElement e, JsonNode n, JsonNode? o) => 1, """{"type":"object","properties":{"e":{},"n":{"type":["string","number","boolean","object","array"]},"o":{}},"required":["e","n","o"],"additionalProperties":false}""" },
        { (Dictionary<string, string> m) => 1, """{"type":"object","additionalProperties":{"type":"string"}}""" },
        { (Dictionary<Mode, bool> m) => 1, """{"type":"object","propertyNames":{"enum":["Fast","very-exact"]},"additionalProperties":{"type":"boolean"}}""" },
        { (Dictionary<bool, int> m) => 1, """{"type":"object","propertyNames":{"enum":["True","False"]},"additionalProperties":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}""" },
        { (Dictionary<byte, bool> m) => 1, """{"type":"object","propertyNames":{"pattern":"^(?:0|[1-9][0-9]?|(?:1[0-9]{2}|2(?:[0-4][0-9]|5[0-5])))$"},"additionalProperties":{"type":"boolean"}}""" },
        { (SortedDictionary<Guid, bool> m) => 1, $$$"""{"type":"object","propertyNames":{{{{Pattern(TextPattern.Uuid)}}}},"additionalProperties":{"type":"boolean"}}""" },
        { (Dictionary<char, bool> m) => 1, $$$"""{"type":"object","propertyNames":{{{{Pattern(TextPattern.Utf16Unit)}}}},"additionalProperties":{"type":"boolean"}}""" },
        { (Open o) => 1, """{"type":"object","properties":{"a":{"type":"integer","minimum":-2147483648,"maximum":2147483647}}}""" },
        {
            (Shape s) => 1,
            """
            {"type":"object","anyOf":[
            {"type":"object","properties":{"$type":{"const":"circle"},"radius":{"anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]}},"required":["$type","radius"],"additionalProperties":false},
            {"type":"object","properties":{"$type":{"const":"square"},"side":{"anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]}},"required":["$type","side"],"additionalProperties":false}]}
            """
        },
        {
            Fly,
            """
            {"type":"object","properties":{"speed":{"description":"In metres per second.","anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]},
            "angle":{"description":"In degrees","type":"integer","minimum":-2147483648,"maximum":2147483647,"default":45}},"required":["speed"],"additionalProperties":false}
            """
        },
        {
            ([Range(0, 9)] [Description("A digit")] int? digit, Throw t) => 1,
            """
            {"type":"object","properties":{"digit":{"description":"A digit","type":["integer","null"],"minimum":0,"maximum":9},
            "t":{"description":"One throw.","type":"object","properties":{"height":{"description":"In metres, from Fly.","anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]},
            "by":{"description":"Who threw.","type":["string","null"]}},"required":["height"],"additionalProperties":false}},"required":["digit","t"],"additionalProperties":false}
            """
        },
    };

    [Theory]
    [MemberData(nameof(ArgsSchemas), DisableDiscoveryEnumeration = true)]
    public void The_args_schema_says_what_the_signature_says(Delegate function, string schema) =>
        AssertSchema(schema, new Bound(function).Args);

    public static TheoryData<Delegate, string> ResultSchemas { get; } = new()
    {
        { () => { }, """{"type":"null"}""" },
        { () => Task.CompletedTask, """{"type":"null"}""" },
        { int () => 1, """{"type":"integer","minimum":-2147483648,"maximum":2147483647}""" },
        { string () => "", """{"type":"string"}""" },
        { string? () => "", """{"type":["string","null"]}""" },
        { async Task<string?[]> () => { await Task.Yield(); return []; }, """{"type":"array","items":{"type":["string","null"]}}""" },
        { ValueTask<bool> () => new(true), """{"type":"boolean"}""" },
        { Item () => new(""), """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}""" },
        {
            Settings () => new(),
            """
            {"type":"object","properties":{"size":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"name":{"type":"string"},
            "derived":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},"additionalProperties":false}
            """
        },
        { JsonElement () => default, "{}" },
        { Uri () => new Uri("/a", UriKind.Relative), """{"type":"string"}""" },
        { TimeSpan () => default, $$$"""{"type":"string",{{{Pattern(TextPattern.Duration)}}}}""" },
    };

    [Theory]
    [MemberData(nameof(ResultSchemas), DisableDiscoveryEnumeration = true)]
    public void The_result_schema_says_what_the_function_returns(Delegate function, string schema) =>
        AssertSchema(schema, new Bound(function).Result);

    [Fact]
    public void A_functions_summary_is_the_description_unless_the_builder_has_one()
    {
        Assert.Equal("Flies a ball.", new Bound(Fly).Definition.Description);
        Assert.Null(new Bound(() => 1).Definition.Description);
        Assert.Equal("Adds", new Bound([Description("Adds")] () => 1).Definition.Description);
    }

    /// <summary>The keyword with a pattern of ours, whose texts have tests of their own.</summary>
    private static string Pattern(string pattern) => $"\"pattern\":{JsonValue.Create(pattern).ToJsonString()}";

    private static void AssertSchema(string expected, JsonObject actual)
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", actual["$schema"]!.GetValue<string>());
        Assert.Equal("$schema", actual.First().Key);
        actual.Remove("$schema");
        JsonNode node = JsonNode.Parse(expected)!;
        Assert.True(JsonNode.DeepEquals(node, actual), $"expected {node.ToJsonString()}\nbut was  {actual.ToJsonString()}");
    }
}
