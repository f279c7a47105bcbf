using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Tests.Binding;

/// <summary>Keys of dictionaries: what names they have, and that no two names are one key.</summary>
public sealed class KeyTests
{
    private static readonly Dictionary<string, Bound> Functions = new()
    {
        ["sbyte"] = new((Dictionary<sbyte, int> m) => m),
        ["int"] = new((Dictionary<int, int> m) => m),
        ["ulong"] = new((Dictionary<ulong, int> m) => m),
        ["int128"] = new((Dictionary<Int128, int> m) => m),
        ["bool"] = new((Dictionary<bool, int> m) => m),
        ["char"] = new((Dictionary<char, int> m) => m),
        ["mode"] = new((Dictionary<Mode, int> m) => m),
        ["numbered"] = new((Dictionary<Numbered, int> m) => m),
        ["camel"] = new((Dictionary<Camel, int> m) => m),
        ["uuid"] = new((Dictionary<Guid, int> m) => m),
        ["date"] = new((SortedDictionary<DateOnly, int> m) => m),
        ["time"] = new((Dictionary<TimeOnly, int> m) => m),
        ["duration"] = new((IReadOnlyDictionary<TimeSpan, int> m) => m),
        ["instant"] = new((Dictionary<DateTimeOffset, int> m) => m),
        ["datetime"] = new((Dictionary<DateTime, int> m) => m),
        ["version"] = new((Dictionary<Version, int> m) => m),
        ["uri"] = new((Dictionary<Uri, int> m) => m),
        ["own"] = new((Dictionary<Place, int> m) => m),
        ["nested"] = new((Holder h) => h),
    };

    private sealed record Holder(Dictionary<int, Dictionary<Guid, int>[]> Maps);

    [JsonConverter(typeof(PlaceConverter))]
    private sealed record Place(string Name);

    private sealed class PlaceConverter : JsonConverter<Place>
    {
        public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);

        public override Place ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { Length: > 1 } name ? new Place(name.ToUpperInvariant()) : throw new FormatException("too short");

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Name);
    }

    [Theory]
    [InlineData("sbyte", """{"-128":1,"0":2,"127":3}""", null)]
    [InlineData("int", """{"-2147483648":1,"2147483647":2,"\u0031":3}""", """{"-2147483648":1,"2147483647":2,"1":3}""")]
    [InlineData("ulong", """{"18446744073709551615":1}""", null)]
    [InlineData("int128", """{"-170141183460469231731687303715884105728":1}""", null)]
    [InlineData("bool", """{"True":1,"False":2}""", null)]
    [InlineData("char", """{"a":1,"é":2,"\u0022":3}""", null)]
    [InlineData("mode", """{"Fast":1,"very-exact":2}""", null)]
    [InlineData("numbered", """{"Zero":1,"One":2}""", null)]
    [InlineData("camel", """{"fooBar":1}""", null)]
    [InlineData(
        "uuid", """{"c8f2e1d0-0000-4000-8000-000000000000":1,"C8F2E1D0-0000-4000-8000-00000000000A":2}""",
        """{"c8f2e1d0-0000-4000-8000-000000000000":1,"c8f2e1d0-0000-4000-8000-00000000000a":2}""")]
    [InlineData("date", """{"2024-02-29":1}""", null)]
    [InlineData("time", """{"08:15":1,"08:15:30":2}""", """{"08:15:00":1,"08:15:30":2}""")]
    [InlineData("duration", """{"1.00:00:00":1}""", null)]
    [InlineData(
        "instant", """{"2026-01-01T00:00:00\u002B01:00":1,"2026-01-01T00:00:00Z":2}""",
        """{"2026-01-01T00:00:00+01:00":1,"2026-01-01T00:00:00+00:00":2}""")]
    [InlineData("datetime", """{"2026-01-01T00:00:00":1,"2026-01-01T00:00:01Z":2}""", null)]
    [InlineData("version", """{"1.2":1,"1.2.0":2}""", null)]
    [InlineData("uri", """{"https://a/":1,"https://b/":2}""", null)]
    [InlineData("own", """{"ab":1}""", """{"AB":1}""")]
    [InlineData("nested", """{"maps":{"1":[{"c8f2e1d0-0000-4000-8000-000000000000":1}]}}""", null)]
    public async Task A_key_may_be_of_any_type_with_a_text_of_its_own(string function, string args, string? result)
    {
        Assert.Equal("", Functions[function].Faults(args));
        Assert.Equal(result ?? args, await Functions[function].RunAsync(args));
    }

    [Theory]
    [InlineData("sbyte", """{"-129":1,"128":2}""", "pattern #/args/-129, pattern #/args/128")]
    [InlineData("int", """{"01":1,"+1":2,"1.0":3,"-0":4,"1e2":5," 1":6,"":7}""", "pattern #/args/01, pattern #/args/+1, pattern #/args/1.0, pattern #/args/-0, pattern #/args/1e2, pattern #/args/%201, pattern #/args/")]
    [InlineData("int", """{"2147483648":1}""", "pattern #/args/2147483648")]
    [InlineData("ulong", """{"18446744073709551616":1,"-1":2}""", "pattern #/args/18446744073709551616, pattern #/args/-1")]
    [InlineData("int128", """{"-170141183460469231731687303715884105729":1}""", "pattern #/args/-170141183460469231731687303715884105729")]
    [InlineData("bool", """{"true":1,"1":2}""", "enum #/args/true, enum #/args/1")]
    [InlineData("char", """{"":1,"ab":2,"😀":3}""", "pattern #/args/, pattern #/args/ab, pattern #/args/%F0%9F%98%80")]
    [InlineData("mode", """{"fast":1,"0":2}""", "enum #/args/fast, enum #/args/0")]
    [InlineData("numbered", """{"1":1}""", "enum #/args/1")]
    [InlineData("camel", """{"FooBar":1}""", "enum #/args/FooBar")]
    [InlineData("uuid", """{"c8f2":1}""", "pattern #/args/c8f2")]
    [InlineData("date", """{"2026-02-29":1}""", "pattern #/args/2026-02-29")]
    [InlineData("instant", """{"2026-01-01T00:00:00":1}""", "pattern #/args/2026-01-01T00:00:00")]
    [InlineData("instant", """{"0001-01-01T00:00:00+01:00":1}""", "pattern #/args/0001-01-01T00:00:00+01:00")]
    [InlineData("own", """{"a":1}""", "type #/args/a")]
    [InlineData(
        "nested", """{"maps":{"1":[{"c8f2":1.5}],"x":[]}}""",
        "pattern #/args/maps/1/0/c8f2, type #/args/maps/1/0/c8f2, pattern #/args/maps/x")]
    public void A_name_that_is_no_key_is_a_fault_of_its_member(string function, string args, string faults) =>
        Assert.Equal(faults, Functions[function].Faults(args));

    [Theory]
    [InlineData(
        "uuid", """{"c8f2e1d0-0000-4000-8000-00000000000a":1,"C8F2E1D0-0000-4000-8000-00000000000A":2}""",
        "pattern #/args/C8F2E1D0-0000-4000-8000-00000000000A")]
    [InlineData("time", """{"08:15":1,"08:15:00":2}""", "pattern #/args/08:15:00")]
    [InlineData("duration", """{"00:00:00":1,"-00:00:00":2}""", "pattern #/args/-00:00:00")]
    [InlineData("instant", """{"2026-01-01T00:00:00Z":1,"2026-01-01T01:00:00+01:00":2}""", "pattern #/args/2026-01-01T01:00:00+01:00")]
    [InlineData("datetime", """{"2026-01-01":1,"2026-01-01T00:00:00Z":2}""", "pattern #/args/2026-01-01T00:00:00Z")]
    [InlineData("version", """{"1.2":1,"1.02":2}""", "pattern #/args/1.02")]
    [InlineData("own", """{"ab":1,"AB":2}""", "pattern #/args/AB")]
    public void Two_names_of_one_key_are_a_fault(string function, string args, string faults) =>
        Assert.Equal(faults, Functions[function].Faults(args));

    [Theory]
    [InlineData("int", """{"01":1}""", "01 must have a name that is an integer from -2147483648 to 2147483647 in plain digits, such as 7")]
    [InlineData("uuid", """{"x":1}""", "x must have a name that is a UUID, such as c8f2e1d0-0000-4000-8000-000000000000")]
    public void The_sentence_shows_the_form(string function, string args, string detail) =>
        Assert.Equal(detail, Assert.Single(Functions[function].Check(args).Faults).Detail);
}
