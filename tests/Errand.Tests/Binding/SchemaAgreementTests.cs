using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsCheck;
using Errand.Binding.Values;
using Errand.Types;
using Json.Schema;

namespace Errand.Tests.Binding;

/// <summary>What is published is what is enforced: values are drawn from each published schema and changed, and a validator that knows
/// nothing of this server judges them too.</summary>
public sealed class SchemaAgreementTests
{
    private static readonly int Iterations = RuntimeFeature.IsDynamicCodeSupported ? 150 : 20;

    private static readonly JsonSerializerOptions Relaxed =
        new(new TaskSerializer().Write) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly EvaluationOptions WithFormats = new() { RequireFormatValidation = true };

    /// <summary>What JSON Schema cannot say, so that the server may refuse what the schema allows. Whatever else it refuses is a
    /// mistake.</summary>
    /// <remarks>Names that occur twice, halves of surrogate pairs and the digits that exponents stand for in all are refused too; a tree of
    /// JSON cannot even hold them.</remarks>
    private static readonly (string Reason, string Code, Func<string, string, bool> Explains)[] BeyondTheSchema =
    [
        ("no double holds it: beyond the largest one there is nothing that a client could mean", FaultCode.Range, (said, _) => said.Contains("E+308", StringComparison.Ordinal)),
        ("bounds of a number are no keywords of a string that has one", FaultCode.Range, (said, text) => said.Contains("E+38", StringComparison.Ordinal) && text.Length > 0 && char.IsAsciiDigit(text.TrimStart('-')[0])),
        (".NET knows more of some schemes than RFC 3986 says", FaultCode.Pattern, (said, _) => said.Contains(
            "an absolute URI of RFC 3986", StringComparison.Ordinal)),
        ("without its offset the instant is outside the years 1 to 9999", FaultCode.Pattern, (_, text) => text.StartsWith("0001-01-01", StringComparison.Ordinal) || text.StartsWith("9999-12-31", StringComparison.Ordinal)),
        ("two names mean one key", FaultCode.Pattern, (said, _) => said.Contains("another name in this object", StringComparison.Ordinal)),
        ("that the arrays of one dimension are equally long has no keyword", FaultCode.Length, (said, _) => said.Contains(
            "as many as the arrays before it", StringComparison.Ordinal)),
        ("only a converter of the user's knows what it reads", FaultCode.Type, (said, _) => said.Contains(
            "must be what its type can read", StringComparison.Ordinal)),
    ];

    private sealed record Bag(
        sbyte A, ushort? B, UInt128 C, float D, Half? E, decimal F, [Range(0.5, 2.5)] double G,
        [Range(typeof(decimal), "-1", "1", MaximumIsExclusive = true)] decimal H,
        TimeSpan I, DateTime J, TimeOnly? K, DateOnly L, Version M, Uri? N, Guid O, char P, byte[] Q, Memory<byte> R, DateTimeOffset S);

    private sealed record Tags(
        [property: MinLength(1), MaxLength(3)] HashSet<string> Names, [property: Length(2, 4)] string Code,
        [property: RegularExpression(@"\d{2}[a-c]*|x\.\w?")] string Text,
        [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long Loose,
        [property: AllowedValues(1.5, 2)] double Factor = 2, string? Note = null);

    private static readonly Dictionary<string, Bound> More = new()
    {
        ["bag"] = new((Bag b) => b),
        ["tags"] = new((Tags t, Tags[]? more, int x = 0) => t),
        ["version"] = new((Version v, int x = 0) => v),
        ["datetimes"] = new((DateTime[] d, DateTimeOffset? e, int x = 0) => d),
        ["lenient"] = new((List<Lenient> l, int x = 0) => l),
        ["keys"] = new((Keys k) => k),
        ["keysOfTime"] = new((KeysOfTime k) => k),
        ["sized"] = new(([MinLength(1), MaxLength(2)] Dictionary<string, JsonElement?> m, [MaxLength(3)] List<List<bool?>> l) => 1),
        ["any"] = new((object o, JsonArray a, JsonObject? b, JsonNode? c = null) => 1),
        ["open"] = new((Open o) => o),
    };

    private sealed record Keys(
        Dictionary<int, int> A, Dictionary<byte, int> B, Dictionary<Int128, int> C, Dictionary<bool, int> D, Dictionary<char, int> E,
        Dictionary<Mode, int> F, Dictionary<Numbered, int> G);

    private sealed record KeysOfTime(
        Dictionary<Guid, int> A, Dictionary<DateOnly, int> B, Dictionary<TimeOnly, int> C, Dictionary<TimeSpan, int> D, Dictionary<DateTime,
        int> E,
        Dictionary<DateTimeOffset, int> F, Dictionary<Version, int> G, Dictionary<Uri, int> H);

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    private sealed record Lenient(int A, double? B, decimal C, float D);

    private sealed class Open
    {
        public int? A { get; set; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? More { get; set; }
    }

    public static TheoryData<string> Names { get; } = [.. Functions().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_and_check_come_to_the_same_verdict(string name)
    {
        Bound function = Functions()[name];
        var schema = JsonSchema.FromText(function.Args.ToJsonString());
        var results = JsonSchema.FromText(function.Result.ToJsonString());
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                JsonNode? value = new SchemaValues(function.Args, random).Draw();
                for (int i = random.Next(4); i > 0; i--)
                {
                    value = new JsonMutation(random).Apply(value);
                }

                string args = value?.ToJsonString(Relaxed) ?? "null";
                if (IsValid(schema, args) is not { } isValid || !IsFair(value))
                {
                    return;
                }

                ArgsVerdict verdict = function.Check(args);
                bool isExplained = verdict.Malformed is null
                    && verdict.Faults.All(f => BeyondTheSchema.Any(b => b.Code == f.Code && b.Explains(f.Detail, At(value, f.Pointer))));
                Assert.True(isValid == verdict.IsGood || (isValid && isExplained), $"{args}: the schema says {isValid}, the check {verdict.Malformed} {string.Join("; ", verdict.Faults.Select(f => f.Detail))}");
                if (verdict.IsGood)
                {
                    // It binds, and what comes back is as the result's schema says; decision 5 tells of nulls that no question mark
                    // announces.
                    string result = function.RunAsync(args, CancellationToken.None).GetAwaiter().GetResult();
                    Assert.True(
                        result == "null" || IsValid(results, result) is not false,
                        $"{result} is not valid under {function.Result.ToJsonString(Relaxed)}");
                }
            },
            iter: Iterations,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Defaults_are_valid_under_their_own_schemas(string name)
    {
        JsonObject args = Functions()[name].Args;
        foreach (JsonObject node in Nodes(args).Where(n => n.ContainsKey("default") && n["properties"] is null))
        {
            var schema = (JsonObject)node.DeepClone();
            schema["$defs"] = args["$defs"]?.DeepClone() ?? new JsonObject();
            Assert.True(
                IsValid(JsonSchema.FromText(schema.ToJsonString()), node["default"]?.ToJsonString() ?? "null"), node.ToJsonString());
        }
    }

    private static IEnumerable<JsonObject> Nodes(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(m => m.Value).SelectMany(Nodes).Prepend(members),
        JsonArray items => items.SelectMany(Nodes),
        _ => [],
    };

    /// <summary>Null when the validator does not know: some of its keywords cannot hold a number beyond a decimal.</summary>
    private static bool? IsValid(JsonSchema schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return schema.Evaluate(document.RootElement, WithFormats).IsValid;
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == "year")
        {
            // Its check of date-time throws at the year 0. The pattern next to it gives the verdict.
            return schema.Evaluate(document.RootElement).IsValid;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary> The validator rounds: 17989806608864060755.5 is an integer to it; DecimalTextTests look at such numbers. And it counts a
    /// letter with its accents as one character, where JSON Schema counts code points. And it refuses an IPv6 address in capitals;
    /// TextFormTests look at those. </summary>
    private static bool IsFair(JsonNode? value) => value switch
    {
        JsonArray array => array.All(IsFair),
        JsonObject members => members.All(m => IsFair(m.Value)),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>() is var s
            && new StringInfo(s).LengthInTextElements == s.EnumerateRunes().Count()
            && !s.Contains("//[", StringComparison.Ordinal)
            && !s.Contains("@[", StringComparison.Ordinal),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => number.ToJsonString() is var text
            && (!text.Contains('.', StringComparison.Ordinal) || text.Count(char.IsAsciiDigit) <= 15
            || text.EndsWith(".00", StringComparison.Ordinal) || text.EndsWith(".0", StringComparison.Ordinal)),
        _ => true,
    };

    /// <summary>The string there, or else the name of the member.</summary>
    private static string At(JsonNode? value, string pointer)
    {
        string name = "";
        foreach (string step in pointer.Split('/').Skip(2))
        {
            name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            value = value is JsonArray array ? array[int.Parse(name, CultureInfo.InvariantCulture)] : (value as JsonObject)?[name];
        }

        return value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : name;
    }

    private static Dictionary<string, Bound> Functions() =>
        ArgsCheckTests.Functions.Concat(More).Concat(ValueTests.Functions).ToDictionary();
}
