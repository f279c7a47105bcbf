using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Errand.Tests.Binding;
using Errand.Web.OpenApi;
using Json.Schema;

namespace Errand.Tests.Web.OpenApi;

/// <summary>Published schemas in the words of generators, each rule by itself. That the generators understand them,
/// tests/Errand.OpenApi.Tests sees.</summary>
public sealed partial class ClientSchemaTests
{
    private sealed record Stop(string Name, [property: Description("Where it is.")] Place? Place, Place? Before = null);

    private sealed record Place(double X, double? Y);

    /// <summary>A signature, what stands where its arguments are, and the components.</summary>
    public static TheoryData<Delegate, string> Args { get; } = new()
    {
        { (int x, long y, byte b) => 1, Object("""{"x":{"type":"integer","format":"int32"},"y":{"type":"integer","format":"int64"},"b":{"type":"integer","format":"int32","minimum":0,"maximum":255}}""", "x y b") },
        { ([Range(1, 5)] int x, uint y, [Range(0L, long.MaxValue)] long z) => 1, Object("""{"x":{"type":"integer","format":"int32","minimum":1,"maximum":5},"y":{"type":"integer","format":"int64","minimum":0,"maximum":4294967295},"z":{"type":"integer","format":"int64","minimum":0}}""", "x y z") },
        { (ulong x, BigInteger y) => 1, Object("""{"x":{"type":"integer","minimum":0,"maximum":18446744073709551615},"y":{"type":"integer"}}""", "x y") },
        { (double x, [Description("So far")] double? y = 2, [Range(0, 1)] double z = 0.5) => 1, Object("""{"x":{"description":"NaN, Infinity and -Infinity are written as strings.","type":"number","format":"double"},"y":{"description":"So far. NaN, Infinity and -Infinity are written as strings.","default":2,"type":["number","null"],"format":"double"},"z":{"default":0.5,"type":"number","minimum":0,"maximum":1,"format":"double"}}""", "x") },
        { (double x = double.NaN) => 1, Object("""{"x":{"description":"NaN, Infinity and -Infinity are written as strings.","type":"number","format":"double"}}""", "") },
        { (string s, string? t, Mode? m = Mode.Fast) => 1, Object("""{"s":{"type":"string"},"t":{"type":["string","null"]},"m":{"default":"Fast","type":["string","null"],"enum":["Fast","very-exact",null]}}""", "s t") },
        { ([Required, RegularExpression("[a-z]*")] string s) => 1, Object("""{"s":{"type":"string","pattern":"^(?=[\\s\\S]*(?:\\S))(?=[\\s\\S]*(?:^(?:[a-z]*)$))"}}""", "s") },
        { (JsonElement args) => 1, """{"TypeArgs":{"type":"object"}}""" },
        { (Dictionary<string, int?> m) => 1, """{"TypeArgs":{"type":"object","additionalProperties":{"type":["integer","null"],"format":"int32"}}}""" },
        {
            (Item a, Item? b, Item[] c, Dictionary<string, Item>? d) => 1,
            Object("""{"a":{"$ref":"#/components/schemas/TypeArgsA"},"b":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/TypeArgsB"}]},"c":{"type":"array","items":{"$ref":"#/components/schemas/TypeArgsCItem"}},"d":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/TypeArgsD"}]}}""", "a b c d",
                $$$""","TypeArgsA":{{{ItemSchema}}},"TypeArgsB":{{{ItemSchema}}},"TypeArgsCItem":{{{ItemSchema}}},"TypeArgsD":{"type":"object","additionalProperties":{"$ref":"#/components/schemas/TypeArgsDValue"}},"TypeArgsDValue":{{{ItemSchema}}}""")
        },
        { (Tree tree) => 1, """{"TypeArgs":{"type":"object","properties":{"value":{"type":"integer","format":"int32"},"children":{"type":"array","items":{"$ref":"#/components/schemas/TypeArgs"}}},"required":["value","children"],"additionalProperties":false}}""" },
        {
            (Tree a, Tree? b) => 1,
            Object("""{"a":{"$ref":"#/components/schemas/TypeArgsTree"},"b":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/TypeArgsTree"}]}}""", "a b",
                ""","TypeArgsTree":{"type":"object","properties":{"value":{"type":"integer","format":"int32"},"children":{"type":"array","items":{"$ref":"#/components/schemas/TypeArgsTree"}}},"required":["value","children"],"additionalProperties":false}""")
        },
        {
            (Shape shape) => 1,
            $$$$"""
            {"TypeArgs":{"type":"object","anyOf":[{"$ref":"#/components/schemas/TypeArgsCircle"},{"$ref":"#/components/schemas/TypeArgsSquare"}],
            "discriminator":{"propertyName":"$type","mapping":{"circle":"#/components/schemas/TypeArgsCircle","square":"#/components/schemas/TypeArgsSquare"}}},
            "TypeArgsCircle":{"type":"object","properties":{"$type":{"type":"string","const":"circle"},"radius":{{{{Double}}}}},"required":["$type","radius"],"additionalProperties":false},
            "TypeArgsSquare":{"type":"object","properties":{"$type":{"type":"string","const":"square"},"side":{{{{Double}}}}},"required":["$type","side"],"additionalProperties":false}}
            """
        },
    };

    private const string ItemSchema = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}""";

    private const string Double = """{"description":"NaN, Infinity and -Infinity are written as strings.","type":"number","format":"double"}""";

    [Theory]
    [MemberData(nameof(Args), DisableDiscoveryEnumeration = true)]
    public void Arguments_become_components(Delegate function, string components)
    {
        var schemas = new JsonObject();

        JsonObject place = Translate(new Bound(function).Args, "TypeArgs", schemas);

        Same("""{"$ref":"#/components/schemas/TypeArgs"}""", Without("description", place));
        Same(components, schemas);
    }

    public static TheoryData<Delegate, string, string> Results { get; } = new()
    {
        { () => { }, """{"type":"null"}""", "{}" },
        { long () => 1, """{"type":"integer","format":"int64"}""", "{}" },
        { string? () => "", """{"type":"string"}""", "{}" },
        { int[] () => [], """{"type":"array","items":{"type":"integer","format":"int32"}}""", "{}" },
        { JsonElement () => default, "{}", "{}" },
        { Item? () => null, """{"$ref":"#/components/schemas/TypeArgs"}""", $$$"""{"TypeArgs":{{{ItemSchema}}}}""" },
        {
            () => (1, "a"),
            """{"type":"array","prefixItems":[{"type":"integer","format":"int32"},{"type":"string"}],"items":{},"minItems":2,"maxItems":2}""",
            "{}"
        },
    };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Only_a_result_that_is_an_object_becomes_a_component(Delegate function, string expected, string components)
    {
        var schemas = new JsonObject();

        JsonObject place = Translate(new Bound(function).Result, "TypeArgs", schemas);

        Same(expected, place);
        Same(components, schemas);
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", """{"type":["integer","null"]}""")]
    [InlineData("""{"type":["string","integer"]}""", """{"type":["string","integer","null"]}""")]
    [InlineData("""{"type":["integer","null"]}""", """{"type":["integer","null"]}""")]
    [InlineData("""{"type":"string","enum":["a"]}""", """{"type":["string","null"],"enum":["a",null]}""")]
    [InlineData("""{"description":"d","$ref":"#/x"}""", """{"description":"d","oneOf":[{"type":"null"},{"$ref":"#/x"}]}""")]
    [InlineData("""{"type":"null"}""", """{"type":"null"}""")]
    [InlineData("{}", "{}")]
    public void Null_may_be_added(string place, string expected) => Same(expected, ClientSchema.OrNull((JsonObject)JsonNode.Parse(place)!));

    [Fact]
    public void What_is_said_of_a_place_stays_there_and_an_object_has_it_too()
    {
        var schemas = new JsonObject();

        Translate(new Bound((Stop stop) => 1).Args, "TypeArgs", schemas);

        Assert.Equal("Where it is.", schemas["TypeArgs"]!["properties"]!["place"]!["description"]!.GetValue<string>());
        Assert.Equal("Where it is.", schemas["TypeArgsPlace"]!["description"]!.GetValue<string>());
        Assert.Contains("default", ((JsonObject)schemas["TypeArgs"]!["properties"]!["before"]!).Select(rule => rule.Key));
    }

    /// <summary>Values are drawn from the published schema; those that the server accepts must fit the document too.</summary>
    [Theory]
    [MemberData(nameof(SchemaTests.ArgsSchemas), MemberType = typeof(SchemaTests), DisableDiscoveryEnumeration = true)]
    public void What_the_server_accepts_fits_the_document(Delegate function, string schema)
    {
        var bound = new Bound(function);
        var components = new JsonObject();
        JsonObject place = Translate(bound.Args, "TypeArgs", components);
        Assert.DoesNotContain("$defs", components.ToJsonString(), StringComparison.Ordinal);
        place["$defs"] = components.DeepClone();
        string text = place.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        // It knows no discriminator: that is for generators.
        var document = JsonSchema.FromText(text, new BuildOptions { Dialect = Dialect.Draft202012 });
        var values = new SchemaValues(bound.Args, new Random(1));

        // Numbers that are not finite are texts, which the document says in words only.
        string[] accepted = [.. Enumerable.Range(0, 300).Select(_ => values.Draw()?.ToJsonString() ?? "null").Where(
            value => !NotFinite().IsMatch(value) && bound.Check(value) is { IsGood: true })];

        Assert.NotEmpty(accepted);
        Assert.All(accepted, value => Assert.True(
            document.Evaluate(JsonElement.Parse(value)).IsValid, $"{schema}\n{place.ToJsonString()}\n{value}"));
    }

    [GeneratedRegex("\"(?:NaN|-?Infinity)\"(?!:)")]
    private static partial Regex NotFinite();

    private static JsonObject Translate(JsonObject published, string name, JsonObject components) => ClientSchema.Translate(
        Encoding.UTF8.GetBytes(published.ToJsonString()), name, new ComponentNames([name]), components);

    private static JsonObject Without(string keyword, JsonObject place)
    {
        place.Remove(keyword);
        return place;
    }

    private static string Object(string members, string required, string more = "")
    {
        string names = required.Length == 0 ? "" : $"\"required\":[\"{required.Replace(" ", "\",\"", StringComparison.Ordinal)}\"],";
        return $$$"""{"TypeArgs":{"type":"object","properties":{{{members}}},{{{names}}}"additionalProperties":false}{{{more}}}}""";
    }

    private static void Same(string expected, JsonObject actual)
    {
        JsonNode node = JsonNode.Parse(expected)!;
        Assert.True(JsonNode.DeepEquals(node, actual), $"expected {node.ToJsonString()}\nbut was  {actual.ToJsonString()}");
    }
}
