using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Types;

namespace Errand.Tests.Binding;

public sealed class ArgsCheckTests
{
    internal static readonly Dictionary<string, Bound> Functions = new()
    {
        ["ints"] = new((int x, int y) => x + y),
        ["none"] = new(() => 1),
        ["optional"] = new((int x, int y = 2) => x + y),
        ["nullable"] = new((string s, string? t, int? u) => s + t + u),
        ["string"] = new((string s) => s),
        ["byte"] = new((byte b) => b),
        ["uint"] = new((uint u) => u),
        ["long"] = new((long l) => l),
        ["ulong"] = new((ulong u) => u),
        ["int128"] = new((Int128 i) => i),
        ["double"] = new((double d) => d),
        ["double?"] = new((double? d) => d),
        ["float"] = new((float f) => f),
        ["half"] = new((Half h) => h),
        ["decimal"] = new((decimal m) => m),
        ["bool"] = new((bool b) => b),
        ["mode"] = new((Mode m) => m),
        ["mode?"] = new((Mode? m) => m),
        ["flags"] = new((Colors c) => c),
        ["numbered"] = new((Numbered n) => n),
        ["camel"] = new((Camel c) => c),
        ["guid"] = new((Guid g) => g),
        ["dto"] = new((DateTimeOffset d) => d),
        ["datetime"] = new((DateTime d) => d),
        ["date"] = new((DateOnly d) => d),
        ["time"] = new((TimeOnly t) => t),
        ["timespan"] = new((TimeSpan t) => t),
        ["uri"] = new((Uri u) => u),
        ["guids"] = new((Guid[] g) => g.Length),
        ["bytes"] = new((byte[] b) => b.Length),
        ["char"] = new((char c) => c),
        ["range"] = new(([Range(1, 5)] int x) => x),
        ["rangeOut"] = new(([Range(1, 5, MinimumIsExclusive = true, MaximumIsExclusive = true)] int x) => x),
        ["rangeFraction"] = new(([Range(0.5, 2.5)] int x) => x),
        ["rangeDouble"] = new(([Range(0.0, 1.0, MaximumIsExclusive = true)] double x) => x),
        ["rangeDecimal"] = new(([Range(typeof(decimal), "0.1", "0.3")] decimal x) => x),
        ["length"] = new(([Length(2, 3)] string s) => s),
        ["stringLength"] = new(([StringLength(3, MinimumLength = 1)] string s) => s),
        ["minItems"] = new(([MinLength(1), MaxLength(2)] int[] a) => a.Length),
        ["pattern"] = new(([RegularExpression("[a-z]+")] string s) => s),
        ["lookahead"] = new(([RegularExpression("(?=a)[a-z]+")] string s) => s),
        ["allowed"] = new(([AllowedValues("a", "b")] string? s = null) => s),
        ["allowedInt"] = new(([AllowedValues(1, 2)] long n) => n),
        ["requiredText"] = new(([Required] string? s) => s),
        ["array"] = new((Item[] items) => items.Length),
        ["list?"] = new((List<string?> l, List<string> m) => l.Count + m.Count),
        ["map"] = new((int x, Dictionary<string, int> m) => m.Count),
        ["enumMap"] = new((int x, Dictionary<Mode, int> m) => m.Count),
        ["intMap"] = new((int x, Dictionary<int, string> m) => m.Count),
        ["whole"] = new((Flight f) => f),
        ["wholeMap"] = new((Dictionary<string, int> m) => m.Count),
        ["element"] = new((JsonElement e) => e),
        ["jsonObject"] = new((JsonObject o) => o),
        ["free"] = new((JsonElement e, int x = 0) => e),
        ["node"] = new((JsonNode n, int x = 0) => n),
        ["tree"] = new((Tree t) => t),
        ["trees"] = new((Tree a, Tree? b) => a),
        ["shape"] = new((Shape s, int x = 0) => s),
        ["custom"] = new((Even e) => e.Value),
        ["größe"] = new((int größe) => größe),
        ["own"] = new((OwnWays o) => o),
        ["loose"] = new((Loose l) => l),
        ["choices"] = new((Fork f) => f),
        ["defaults"] = new((Settings s) => s),
    };

    [Theory]
    // Good
    [InlineData("ints", """{"x":1,"y":2}""", "")]
    [InlineData("ints", """ { "y" : -2147483648 , "x" : 2147483647 } """, "")]
    [InlineData("ints", """{"\u0078":1,"y":2}""", "")]
    [InlineData("none", "{}", "")]
    [InlineData("optional", """{"x":1}""", "")]
    [InlineData("nullable", """{"s":"","t":null,"u":null}""", "")]
    // Required
    [InlineData("ints", "{}", "required #/args/x, required #/args/y")]
    [InlineData("ints", """{"X":1,"y":2}""", "unknown #/args/X, required #/args/x")]
    [InlineData("nullable", """{"s":"a"}""", "required #/args/t, required #/args/u")]
    [InlineData("whole", "{}", "required #/args/speed, required #/args/target")]
    [InlineData("größe", "{}", "required #/args/gr%C3%B6%C3%9Fe")]
    // Unknown
    [InlineData("none", """{"a":1}""", "unknown #/args/a")]
    [InlineData("ints", """{"x":1,"y":2,"a/b~ c\"":3}""", "unknown #/args/a~1b~0%20c%22")]
    [InlineData("whole", """{"speed":1,"target":{"name":"n","z":1}}""", "unknown #/args/target/z")]
    // Type
    [InlineData("ints", """{"x":"1","y":true}""", "type #/args/x, type #/args/y")]
    [InlineData("ints", """{"x":1.5,"y":1e-1}""", "type #/args/x, type #/args/y")]
    [InlineData("ints", """{"x":10.01e1,"y":1e-999}""", "type #/args/x, type #/args/y")]
    [InlineData("ints", """{"x":1e-99999999999999999999,"y":-0.5}""", "type #/args/x, type #/args/y")]
    [InlineData("ints", """{"x":null,"y":[1,[2]]}""", "type #/args/x, type #/args/y")]
    [InlineData("ints", "[]", "type #/args")]
    [InlineData("ints", "null", "type #/args")]
    [InlineData("ints", "\"x\"", "type #/args")]
    [InlineData("element", "3", "type #/args")]
    [InlineData("string", """{"s":1}""", "type #/args/s")]
    [InlineData("string", """{"s":null}""", "type #/args/s")]
    [InlineData("string", """{"s":"\ud800"}""", "type #/args/s")]
    [InlineData("string", """{"s":"\udc00\ud800"}""", "type #/args/s")]
    [InlineData("string", """{"s":"\\ud800 \ud83d\ude00 \u0000"}""", "")]
    [InlineData("string", """{"s":"a","\ud800":{"b":[1]}}""", "type #/args")]
    [InlineData("element", """{"a":[{"b":"\ud800"}]}""", "type #/args/a/0/b")]
    [InlineData("element", """{"a":[{"\ud800":{"b":1}}]}""", "type #/args/a/0")]
    [InlineData("wholeMap", """{"\ud800":1}""", "type #/args")]
    [InlineData("double", """{"d":"\ud800"}""", "type #/args/d")]
    [InlineData("mode", """{"m":"\ud800"}""", "type #/args/m")]
    [InlineData("shape", """{"s":{"\ud800":1,"$type":"circle","radius":1}}""", "type #/args/s")]
    [InlineData("shape", """{"s":{"$type":"\ud800"}}""", "enum #/args/s/$type, type #/args/s/$type")]
    [InlineData("bool", """{"b":0}""", "type #/args/b")]
    [InlineData("mode", """{"m":0}""", "type #/args/m")]
    [InlineData("mode", """{"m":null}""", "type #/args/m")]
    [InlineData("mode?", """{"m":null}""", "")]
    [InlineData("double", """{"d":"1"}""", "type #/args/d")]
    [InlineData("double", """{"d":"nan"}""", "type #/args/d")]
    [InlineData("double?", """{"d":null}""", "")]
    [InlineData("double?", """{"d":"NaN"}""", "")]
    [InlineData("double?", """{"d":"\u004EaN"}""", "")]
    [InlineData("decimal", """{"m":"NaN"}""", "type #/args/m")]
    [InlineData("array", """{"items":{}}""", "type #/args/items")]
    [InlineData(
        "array", """{"items":[{"name":"a"},{"name":3},null,{"name":null}]}""",
        "type #/args/items/1/name, type #/args/items/2, type #/args/items/3/name")]
    [InlineData("list?", """{"l":[null],"m":[null]}""", "type #/args/m/0")]
    [InlineData("map", """{"x":1,"m":{"a":"b","c/d":null}}""", "type #/args/m/a, type #/args/m/c~1d")]
    [InlineData("node", """{"n":null}""", "type #/args/n")]
    [InlineData("free", """{"e":null}""", "")]
    [InlineData("custom", """{"e":2}""", "")]
    [InlineData("custom", """{"e":3}""", "type #/args/e")]
    [InlineData("intMap", """{"x":1,"m":{"1":"a"}}""", "")]
    [InlineData("intMap", """{"x":1,"m":{"one":"a"}}""", "pattern #/args/m/one")]
    // Integers in other spellings
    [InlineData("ints", """{"x":1.0,"y":1e2}""", "")]
    [InlineData("ints", """{"x":10e-1,"y":1E+5}""", "")]
    [InlineData("ints", """{"x":-0,"y":0e99}""", "")]
    [InlineData("ints", """{"x":-0.0,"y":0.0e-99999999999999999999}""", "")]
    [InlineData("ints", """{"x":2147483647.000,"y":-214748364.8e1}""", "")]
    [InlineData("ints", """{"x":2147483648.0,"y":-2147483.649e3}""", "range #/args/x, range #/args/y")]
    [InlineData("ints", """{"x":1e99999999999999999999,"y":-1e99999999999999999999}""", "range #/args/x, range #/args/y")]
    [InlineData("uint", """{"u":-0}""", "")]
    [InlineData("byte", """{"b":2.55e2}""", "")]
    [InlineData("byte", """{"b":25.6e1}""", "range #/args/b")]
    [InlineData("ulong", """{"u":1.8446744073709551615e19}""", "")]
    [InlineData("ulong", """{"u":1.8446744073709551616E19}""", "range #/args/u")]
    [InlineData("int128", """{"i":-1.70141183460469231731687303715884105728e38}""", "")]
    [InlineData("int128", """{"i":-1.70141183460469231731687303715884105729e38}""", "range #/args/i")]
    [InlineData("numbered", """{"n":1e0}""", "")]
    [InlineData("numbered", """{"n":25.6e1}""", "range #/args/n")]
    [InlineData("wholeMap", """{"a":1.0,"b":1e400}""", "range #/args/b")]
    [InlineData("range", """{"x":0.5e1}""", "")]
    [InlineData("range", """{"x":0.6e1}""", "range #/args/x")]
    [InlineData("allowedInt", """{"n":2.0}""", "")]
    [InlineData("allowedInt", """{"n":30e-1}""", "enum #/args/n")]
    [InlineData("choices", """{"$kind":1.0,"left":{"value":1e0,"$kind":20e-1},"right":{"$kind":2}}""", "")]
    [InlineData("choices", """{"$kind":1.5}""", "enum #/args/$kind")]
    [InlineData("loose", """{"d":"1e5","f":"-0.5"}""", "")]
    [InlineData("loose", """{"d":"1e400","f":"1e39"}""", "range #/args/d, range #/args/f")]
    [InlineData("loose", """{"d":1e400,"f":1e39}""", "range #/args/d, range #/args/f")]
    [InlineData("loose", """{"d":"1.","f":""}""", "pattern #/args/d, pattern #/args/f")]
    // Range
    [InlineData("ints", """{"x":2147483648,"y":-2147483649}""", "range #/args/x, range #/args/y")]
    [InlineData("ints", """{"x":99999999999999999999999999999999,"y":0}""", "range #/args/x")]
    [InlineData("byte", """{"b":256}""", "range #/args/b")]
    [InlineData("uint", """{"u":-1.0}""", "range #/args/u")]
    [InlineData("long", """{"l":9223372036854775807}""", "")]
    [InlineData("long", """{"l":9223372036854775808}""", "range #/args/l")]
    [InlineData("ulong", """{"u":18446744073709551615}""", "")]
    [InlineData("ulong", """{"u":18446744073709551616}""", "range #/args/u")]
    [InlineData("int128", """{"i":-170141183460469231731687303715884105728}""", "")]
    [InlineData("int128", """{"i":-170141183460469231731687303715884105729}""", "range #/args/i")]
    [InlineData("double", """{"d":1e999}""", "range #/args/d")]
    [InlineData("double", """{"d":"-Infinity"}""", "")]
    [InlineData("float", """{"f":1e39}""", "range #/args/f")]
    [InlineData("half", """{"h":65504}""", "")]
    [InlineData("half", """{"h":65505}""", "range #/args/h")]
    [InlineData("float", """{"f":3.4028235E+38}""", "")]
    [InlineData("float", """{"f":3.40282350000000000000000000000000000001E+38}""", "range #/args/f")]
    [InlineData("half", """{"h":99999}""", "range #/args/h")]
    [InlineData("decimal", """{"m":1e400}""", "range #/args/m")]
    [InlineData("decimal", """{"m":79228162514264337593543950335}""", "")]
    [InlineData("decimal", """{"m":79228162514264337593543950336}""", "range #/args/m")]
    [InlineData("range", """{"x":0}""", "range #/args/x")]
    [InlineData("range", """{"x":5}""", "")]
    [InlineData("range", """{"x":6}""", "range #/args/x")]
    [InlineData("rangeOut", """{"x":1}""", "range #/args/x")]
    [InlineData("rangeOut", """{"x":2}""", "")]
    [InlineData("rangeOut", """{"x":5}""", "range #/args/x")]
    [InlineData("rangeFraction", """{"x":0}""", "range #/args/x")]
    [InlineData("rangeFraction", """{"x":2}""", "")]
    [InlineData("rangeFraction", """{"x":3}""", "range #/args/x")]
    [InlineData("rangeDouble", """{"x":0}""", "")]
    [InlineData("rangeDouble", """{"x":1}""", "range #/args/x")]
    [InlineData("rangeDouble", """{"x":"NaN"}""", "range #/args/x")]
    [InlineData("rangeDouble", """{"x":"Infinity"}""", "range #/args/x")]
    [InlineData("rangeDecimal", """{"x":0.3}""", "")]
    [InlineData("rangeDecimal", """{"x":0.30000000000000001}""", "range #/args/x")]
    [InlineData("whole", """{"speed":0,"target":{"name":"n"}}""", "range #/args/speed")]
    // Length
    [InlineData("length", """{"s":"a"}""", "length #/args/s")]
    [InlineData("length", """{"s":"äöü"}""", "")]
    [InlineData("length", """{"s":"😀😀😀"}""", "")]
    [InlineData("length", """{"s":"\ud83d\ude00\u0041"}""", "")]
    [InlineData("length", """{"s":"abcd"}""", "length #/args/s")]
    [InlineData("stringLength", """{"s":""}""", "length #/args/s")]
    [InlineData("minItems", """{"a":[]}""", "length #/args/a")]
    [InlineData("minItems", """{"a":[1,"2",3]}""", "type #/args/a/1, length #/args/a")]
    // Pattern
    [InlineData("pattern", """{"s":"abc"}""", "")]
    [InlineData("pattern", """{"s":"abc1"}""", "pattern #/args/s")]
    [InlineData("pattern", """{"s":"abc\n"}""", "pattern #/args/s")]
    [InlineData("pattern", """{"s":""}""", "pattern #/args/s")]
    [InlineData("lookahead", """{"s":"abc"}""", "")]
    [InlineData("lookahead", """{"s":"b"}""", "pattern #/args/s")]
    [InlineData("requiredText", """{"s":" x "}""", "")]
    [InlineData("requiredText", """{"s":" "}""", "pattern #/args/s")]
    [InlineData("requiredText", """{"s":null}""", "type #/args/s")]
    [InlineData("guid", """{"g":"c8f2e1d0-0000-4000-8000-000000000000"}""", "")]
    [InlineData("guid", """{"g":"c8f2"}""", "pattern #/args/g")]
    [InlineData("guid", """{"g":7}""", "type #/args/g")]
    [InlineData("dto", """{"d":"2026-11-24T08:15:30.125Z"}""", "")]
    [InlineData("dto", """{"d":"2026-11-24T08:15:30+01:00"}""", "")]
    [InlineData("dto", """{"d":"2026-11-24T08:15:30\u002B01:00"}""", "")]
    [InlineData("dto", """{"d":"2026-11-24T08:15:30\u002D01:\u0030\u0030"}""", "")]
    [InlineData("dto", """{"d":"2026-11-24\u005408:15:30\u005A"}""", "")]
    [InlineData("dto", """{"d":"2026-11-24T08:15:30"}""", "pattern #/args/d")]
    [InlineData("dto", """{"d":"2026-11-24T08:15\u003a30"}""", "pattern #/args/d")]
    [InlineData("dto", """{"d":"2026-11-24"}""", "pattern #/args/d")]
    [InlineData("dto", """{"d":"2026-13-24T08:15:30Z"}""", "pattern #/args/d")]
    [InlineData("datetime", """{"d":"2026-11-24T08:15:30"}""", "")]
    [InlineData("date", """{"d":"2026-02-29"}""", "pattern #/args/d")]
    [InlineData("date", """{"d":"2028-02-29"}""", "")]
    [InlineData("time", """{"t":"23:59:59"}""", "")]
    [InlineData("time", """{"t":"24:00:00"}""", "pattern #/args/t")]
    [InlineData("timespan", """{"t":"1.00:00:01.5"}""", "")]
    [InlineData("timespan", """{"t":"1 hour"}""", "pattern #/args/t")]
    [InlineData("uri", """{"u":"https://example.org/a?b"}""", "")]
    [InlineData("uri", """{"u":"https:\/\/example.org\/a\u003Fb"}""", "")]
    [InlineData("uri", """{"u":"/a"}""", "pattern #/args/u")]
    [InlineData("uri", """{"u":"\/a"}""", "pattern #/args/u")]
    [InlineData("uri", """{"u":"\u002fa"}""", "pattern #/args/u")]
    [InlineData("bytes", """{"b":"AQI="}""", "")]
    [InlineData("bytes", """{"b":"!"}""", "pattern #/args/b")]
    [InlineData("char", """{"c":"ab"}""", "length #/args/c")]
    [InlineData("char", """{"c":"😀"}""", "pattern #/args/c")]
    // Enum
    [InlineData("mode", """{"m":"Fast"}""", "")]
    [InlineData("mode", """{"m":"\u0046ast"}""", "")]
    [InlineData("mode", """{"m":"fast"}""", "enum #/args/m")]
    [InlineData("mode", """{"m":"0"}""", "enum #/args/m")]
    [InlineData("mode", """{"m":"very-exact"}""", "")]
    [InlineData("mode", """{"m":"Exact"}""", "enum #/args/m")]
    [InlineData("flags", """{"c":["Red","Green"]}""", "")]
    [InlineData("flags", """{"c":"Red"}""", "type #/args/c")]
    [InlineData("numbered", """{"n":1}""", "")]
    [InlineData("numbered", """{"n":256}""", "range #/args/n")]
    [InlineData("numbered", """{"n":"One"}""", "type #/args/n")]
    [InlineData("camel", """{"c":"fooBar"}""", "")]
    [InlineData("camel", """{"c":"FooBar"}""", "enum #/args/c")]
    [InlineData("allowed", """{"s":"a"}""", "")]
    [InlineData("allowed", """{"s":"c"}""", "enum #/args/s")]
    [InlineData("allowed", """{"s":null}""", "type #/args/s")]
    [InlineData("allowed", """{}""", "")]
    [InlineData("allowedInt", """{"n":3}""", "enum #/args/n")]
    [InlineData("allowedInt", """{"n":2}""", "")]
    [InlineData("enumMap", """{"x":1,"m":{"F\u0061st":1}}""", "")]
    [InlineData("enumMap", """{"x":1,"m":{"Fast":1,"fast":2}}""", "enum #/args/m/fast")]
    // Whole args, free form, recursion, choices
    [InlineData("wholeMap", """{"a":1,"b":2}""", "")]
    [InlineData("wholeMap", """{"a":1.5}""", "type #/args/a")]
    [InlineData("element", """{"a":{"b":[1,null,"x"]}}""", "")]
    [InlineData("jsonObject", """{"a":1}""", "")]
    [InlineData(
        "tree", """{"value":1,"children":[{"value":2,"children":[]},{"value":"x","children":[{}]}]}""",
        "type #/args/children/1/value, required #/args/children/1/children/0/value, required #/args/children/1/children/0/children")]
    [InlineData("trees", """{"a":{"value":1,"children":[]},"b":null}""", "")]
    [InlineData("trees", """{"a":null,"b":{"value":1,"children":[null]}}""", "type #/args/a, type #/args/b/children/0")]
    [InlineData("shape", """{"s":{"$type":"circle","radius":1}}""", "")]
    [InlineData("shape", """{"s":{"radius":1,"$type":"circle"}}""", "")]
    [InlineData("shape", """{"s":{"\u0024type":"\u0063ircle","r\u0061dius":1}}""", "")]
    [InlineData("shape", """{"s":{"$type":"circle","side":1}}""", "unknown #/args/s/side, required #/args/s/radius")]
    [InlineData("shape", """{"s":{"radius":1}}""", "required #/args/s/$type")]
    [InlineData("shape", """{"s":{"$type":"blob"}}""", "enum #/args/s/$type")]
    [InlineData("own", """{"mode":"Fast","even":2,"loose":"7","colors":["Red"]}""", "")]
    [InlineData(
        "own", """{"mode":"fast","even":1,"loose":"x","colors":1}""",
        "enum #/args/mode, type #/args/even, pattern #/args/loose, type #/args/colors")]
    [InlineData("own", """{"mode":0,"even":null,"loose":null,"colors":null}""", "type #/args/mode, type #/args/even, type #/args/loose")]
    [InlineData("choices", """{"$kind":1,"left":{"$kind":2,"value":1},"right":{"left":null}}""", "unknown #/args/right/left")]
    [InlineData("choices", """{"left":null,"right":{"$kind":2,"value":"x"}}""", "type #/args/right/value")]
    [InlineData("choices", """{"$kind":3}""", "enum #/args/$kind")]
    [InlineData("defaults", "{}", "")]
    [InlineData("defaults", """{"derived":1}""", "unknown #/args/derived")]
    // Malformed beats faults
    [InlineData("ints", """{"x":"1","x":2}""", "malformed")]
    [InlineData("ints", """{"x":1,"\u0078":2}""", "malformed")]
    [InlineData("ints", """{"q":"1","q":2}""", "malformed")]
    [InlineData("element", """{"a":[{"b":1,"\u0062":2}]}""", "malformed")]
    [InlineData("ints", """{"x":[{"b":1,"b":2}]}""", "malformed")]
    [InlineData("wholeMap", """{"a":1,"a":1}""", "malformed")]
    [InlineData("ints", """{"\ud800":{"b":1,"b":2}}""", "malformed")]
    [InlineData("ints", """{"x":"1",}""", "malformed")]
    [InlineData("ints", """{"x":"1"} {}""", "malformed")]
    [InlineData("ints", """{"x":1/**/,"y":2}""", "malformed")]
    [InlineData("ints", """{"x":01,"y":2}""", "malformed")]
    [InlineData("ints", """{"x":NaN,"y":2}""", "malformed")]
    [InlineData("ints", "", "malformed")]
    [InlineData("ints", "  ", "malformed")]
    [InlineData("ints", "{\"x\":1", "malformed")]
    [InlineData("ints", "\uFEFF{\"x\":1,\"y\":2}", "malformed")]
    [InlineData("string", "{\"s\":\"a\nb\"}", "malformed")]
    [InlineData("string", "{\"s\":\"a\0b\"}", "malformed")]
    public void Every_rule_has_its_code_and_its_place(string function, string args, string faults) =>
        Assert.Equal(faults, Functions[function].Faults(args));

    [Theory]
    [InlineData("ints", """{"x":"1","y":2}""", "x must be an integer; got \"1\"")]
    [InlineData("ints", """{"x":1.5,"y":2}""", "x must be an integer; got 1.5")]
    [InlineData("ints", """{"x":{"a":1},"y":2}""", "x must be an integer; got an object")]
    [InlineData("ints", """{"x":1}""", "y is required")]
    [InlineData("ints", "[]", "args must be an object; got an array")]
    [InlineData("ints", """{"x":1,"y":2,"z":3}""", "z is unknown; expected x, y")]
    [InlineData("range", """{"x":7}""", "x must be 1 to 5; got 7")]
    [InlineData("byte", """{"b":300}""", "b must be 0 to 255; got 300")]
    [InlineData("mode", """{"m":"fast"}""", "m must be one of \"Fast\", \"very-exact\"; got \"fast\"")]
    [InlineData("minItems", """{"a":[]}""", "a must have 1 to 2 items; got 0")]
    [InlineData("length", """{"s":"abcd"}""", "s must have 2 to 3 characters; got 4")]
    [InlineData("guid", """{"g":"x"}""", "g must be a UUID, such as c8f2e1d0-0000-4000-8000-000000000000; got \"x\"")]
    [InlineData("array", """{"items":[{"name":7}]}""", "items[0].name must be a string; got 7")]
    public void A_detail_says_what_is_expected_and_what_was_sent(string function, string args, string detail) =>
        Assert.Equal(detail, Assert.Single(Functions[function].Check(args).Faults).Detail);

    [Fact]
    public void What_was_sent_is_shown_shortened()
    {
        string detail = Functions["ints"].Check($$"""{"x":"{{new string('ä', 100_000)}}","y":1}""").Faults[0].Detail;
        Assert.Equal($"x must be an integer; got \"{new string('ä', 50)}…\"", detail);
    }

    [Fact]
    public void At_most_100_faults_are_told_but_malformed_text_is_still_found()
    {
        string items = string.Join(',', Enumerable.Repeat("1", 100_000));
        Assert.Equal(100, Functions["array"].Check($$"""{"items":[{{items}}]}""").Faults.Count);
        Assert.Equal("malformed", Functions["array"].Faults($$"""{"items":[{{items}}],"items":[]}"""));
    }

    [Fact]
    public void Faults_behind_a_huge_name_do_not_multiply_it()
    {
        string items = string.Join(',', Enumerable.Repeat("1", 1000));
        IReadOnlyList<Fault> faults = new Bound((Dictionary<string, Item[]> m) => 1).Check(
            $$"""{"{{new string('ü', 400_000)}}":[{{items}}]}""").Faults;
        Assert.InRange(faults.Sum(f => f.Pointer.Length + f.Detail.Length), 1, 3_000_000);
    }

    [Fact]
    public void Sixty_four_levels_pass_and_one_more_is_malformed()
    {
        Assert.Equal("", Functions["element"].Faults(Nested(64)));
        Assert.Equal("malformed", Functions["element"].Faults(Nested(65)));
        Assert.Equal("malformed", Functions["ints"].Faults($$"""{"x":{{Nested(64)}}}"""));
        Assert.Equal("malformed", Functions["element"].Faults(new string('[', 100_000)));
    }

    [Fact]
    public async Task What_is_64_levels_deep_binds_and_is_a_result()
    {
        Assert.Equal(Nested(64), await Functions["element"].RunAsync(Nested(64)));
    }

    [Fact]
    public void Undeclared_members_may_be_allowed_at_the_top_level_only()
    {
        Assert.Equal("", Functions["ints"].Faults("""{"x":1,"y":2,"z":{"a":[1]}}""", UnknownArgs.Allowed));
        Assert.Equal("malformed", Functions["ints"].Faults("""{"x":1,"y":2,"z":1,"z":2}""", UnknownArgs.Allowed));
        Assert.Equal(
            "unknown #/args/target/z", Functions["whole"].Faults("""{"a":1,"speed":1,"target":{"name":"n","z":1}}""", UnknownArgs.Allowed));
    }

    [Fact]
    public void Required_args_stand_in_the_order_of_the_signature()
    {
        Assert.Equal(["x", "y"], Functions["ints"].Definition.RequiredArgs);
        Assert.Equal(["x"], Functions["optional"].Definition.RequiredArgs);
        Assert.Equal(["speed", "target"], Functions["whole"].Definition.RequiredArgs);
        Assert.Empty(Functions["element"].Definition.RequiredArgs);
    }

    public static TheoryData<string, string> HostileBodies { get; } = new()
    {
        { "ints", $$"""{"x":{{new string('9', 1_000_000)}},"y":-{{new string('9', 1_000_000)}}}""" },
        { "double", $$"""{"d":{{new string('9', 1_000_000)}}}""" },
        { "double", $$"""{"d":0.{{new string('9', 1_000_000)}}e-99999999999999999999}""" },
        { "decimal", $$"""{"m":{{new string('9', 1_000_000)}}}""" },
        { "half", $$"""{"h":1e{{new string('9', 1_000_000)}}}""" },
        { "ints", $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"m{i}\":0"))}}}" },
        { "element", $$"""{"a": { {{string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"m{i}\":0"))}} } }""" },
        { "string", $$"""{"s":"{{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 80_000))}}"}""" },
        { "pattern", $$"""{"s":"{{new string('a', 1_000_000)}}1"}""" },
        { "array", $$"""{"items":[{{string.Join(',', Enumerable.Repeat("{\"\\ud800\":\"\\ud800\"}", 40_000))}}]}""" },
        { "guids", $$"""{"g":[{{string.Join(',', Enumerable.Repeat("\"x\"", 200_000))}}]}""" },
    };

    [Theory]
    [MemberData(nameof(HostileBodies), DisableDiscoveryEnumeration = true)]
    public void A_hostile_body_of_a_megabyte_is_answered_in_a_blink(string function, string body)
    {
        long start = TimeProvider.System.GetTimestamp();
        ArgsVerdict verdict = Functions[function].Check(body);
        Assert.Null(verdict.Malformed);
        Assert.InRange(verdict.Faults.Count, 0, 102);
        Assert.All(verdict.Faults, f => Assert.InRange(f.Detail.Length, 1, 300));
        // Generous, for a busy machine; what is quadratic takes minutes.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Invalid_utf8_is_malformed_wherever_it_stands()
    {
        byte[] good = """{"s":"ab","t":{"uv":"wx"}}"""u8.ToArray();
        foreach (byte bad in new byte[] { 0x80, 0xC0, 0xC3, 0xED, 0xFF })
        {
            for (int i = 0; i < good.Length; i++)
            {
                byte[] body = [.. good];
                body[i] = bad;
                Assert.NotNull(Functions["element"].Check(body).Malformed);
            }
        }
    }

    [Fact]
    public void A_pattern_that_takes_too_long_is_not_matched()
    {
        var slow = new Bound(([RegularExpression(@"(a+)+\1?b(?=c)")] string s) => s);
        Assert.Equal("pattern #/args/s", slow.Faults($$"""{"s":"{{new string('a', 40)}}"}"""));
    }

    [Fact]
    public void A_good_check_allocates_nothing()
    {
        byte[] body = """{"x":1,"y":2}"""u8.ToArray();
        TaskDefinition ints = Functions["ints"].Definition;
        ints.CheckArgs(body, UnknownArgs.Refused);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            ints.CheckArgs(body, UnknownArgs.Refused);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Nested(int levels) =>
        "{\"a\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";
}
