using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Errand.Dashboard.Tests.Forms;

/// <summary>Schemas of the kind that the server writes, each with arguments that fit.</summary>
internal static class RandomSchemas
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.OneOf<string>("", " ", "null", "\"", "\"a\"", "a\nb", "\na", "a\r\nb", "\t", "1", "true", "a,b", "é😀", "\u202e", "\u0085", "<b>&amp;", "[]", "{}"));

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[1, 6], Gen.OneOf<string>("a", "b", "a/b", "~1", "is:", "0", "", " ", "<script>", "__proto__", "é", "\"", "do", "key", "json"));

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(number => number.ToString("R", CultureInfo.InvariantCulture)),
        Gen.OneOf<string>("0", "-0", "-0.0", "1.50", "1e400", "1E+2", "0.1000", "123456789012345678901234567890"));

    private static readonly Gen<(string Schema, string Value)> Leaf = Gen.OneOf(
        Number.Select(value => ("""{"type":"number"}""", value)),
        Number.Select(value => ("""{"anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]}""", value)),
        Gen.OneOf<string>("NaN", "-Infinity").Select(value => ("""{"anyOf":[{"type":"number"},{"enum":["NaN","Infinity","-Infinity"]}]}""", Quote(value))),
        Gen.Long.Select(value => ("""{"type":"integer"}""", value.ToString(CultureInfo.InvariantCulture))),
        Gen.Bool.Select(value => ("""{"type":"boolean"}""", value ? "true" : "false")),
        Text.Select(value => ("""{"type":"string"}""", Quote(value))),
        Text.Select(value => ("""{"type":["string","null"],"description":"<i>"}""", Quote(value))),
        Text.Select(value => ("""{"type":["string","integer"]}""", Quote(value))),
        Gen.Int.Select(value => ("""{"type":["string","integer"]}""", value.ToString(CultureInfo.InvariantCulture))),
        Gen.Const(("""{"type":["integer","null"]}""", "null")),
        Gen.Const(("""{"const":"only"}""", "\"only\"")),
        Gen.Byte.Array.Select(value => ("""{"type":"string","contentEncoding":"base64"}""", Quote(Convert.ToBase64String(value)))),
        Gen.Select(Text.Array[1, 7], Gen.Int[0, 6]).Select((names, at) => ($"{{\"enum\":[{string.Join(',', names.Distinct().Select(Quote))}]}}", Quote(names[at % names.Length]))),
        Number.Array[1, 3].Select(values => ("{}", $"[{string.Join(',', values)}]")));

    private static readonly Gen<(string Schema, string Value)> Any = Gen.Recursive<(string Schema, string Value)>(
        (depth, inner) => depth > 3
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (2, ObjectOf(inner)),
            (1, inner.Array[1, 3].Select(items => (
                $"{{\"type\":\"array\",\"prefixItems\":[{string.Join(',', items.Select(item => item.Schema))}],\"items\":false,\"minItems\":{items.Length},\"maxItems\":{items.Length}}}",
                $"[{string.Join(',', items.Select(item => item.Value))}]"))),
            (1, Gen.Select(inner, Gen.Int[0, 3]).Select((item, count) => (
                $"{{\"type\":\"array\",\"items\":{item.Schema}}}", $"[{string.Join(',', Enumerable.Repeat(item.Value, count))}]"))),
            (1, Text.Array[0, 4].Select(items => ("""{"type":"array","items":{"type":"string"}}""", $"[{string.Join(',', items.Select(Quote))}]"))),
            (1, Number.Array[0, 4].Array[0, 3].Select(rows => (
                """{"type":["array","null"],"items":{"type":"array","items":{"type":"number"}}}""",
                $"[{string.Join(',', rows.Select(row => $"[{string.Join(',', row)}]"))}]"))),
            (1, Gen.Select(inner, Name.Array[0, 3]).Select((item, names) => (
                $"{{\"type\":\"object\",\"additionalProperties\":{item.Schema}}}",
                $"{{{string.Join(',', names.Distinct().Select(name => $"{Quote(name)}:{item.Value}"))}}}"))),
            (1, Gen.Select(inner, inner).Select((one, other) => (
                $"{{\"anyOf\":[{Choice("one", one.Schema)},{Choice("two", other.Schema)}]}}", $"{{\"kind\":\"two\",\"part\":{other.Value}}}")))));

    /// <summary>A schema of an args object, and an object that meets it.</summary>
    public static readonly Gen<(string Schema, string Args)> WithArgs = ObjectOf(Any);

    private static Gen<(string Schema, string Value)> ObjectOf(Gen<(string Schema, string Value)> member) =>
        Gen.Select(Name, member, Gen.Int[0, 2]).Array[0, 4].Select(all =>
        {
            (string Name, (string Schema, string Value) Is, int Kind)[] members = [.. all.DistinctBy(each => each.Item1)];
            return (
                $"{{\"type\":\"object\",\"properties\":{{{string.Join(',', members.Select(each => $"{Quote(each.Name)}:{each.Is.Schema}"))}}},"
                    + $"\"required\":[{string.Join(',', members.Where(each => each.Kind == 0).Select(each => Quote(each.Name)))}],\"additionalProperties\":false}}",
                $"{{{string.Join(',', members.Where(each => each.Kind < 2).Select(each => $"{Quote(each.Name)}:{each.Is.Value}"))}}}");
        });

    private static string Choice(string kind, string part) =>
        $"{{\"type\":\"object\",\"properties\":{{\"kind\":{{\"const\":\"{kind}\"}},\"part\":{part}}},\"required\":[\"kind\",\"part\"],\"additionalProperties\":false}}";

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
