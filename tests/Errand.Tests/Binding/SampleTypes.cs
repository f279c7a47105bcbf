using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Tests.Binding;

internal enum Mode
{
    Fast,

    [JsonStringEnumMemberName("very-exact")]
    Exact,
}

[Flags]
internal enum Colors
{
    Red = 1,
    Green = 2,
}

[JsonConverter(typeof(JsonNumberEnumConverter<Numbered>))]
internal enum Numbered : byte
{
    Zero,
    One,
}

[JsonConverter(typeof(CamelConverter))]
internal enum Camel
{
    FooBar,
}

internal sealed class CamelConverter() : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed record Item(string Name);

internal sealed record Flight(
    [Range(1, 300)] int Speed, [property: Description("Where to")] Item Target, double Drag = 0.5, string? Note = null);

internal sealed record Tree(int Value, List<Tree> Children);

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
internal abstract record Shape;

internal sealed record Circle(double Radius) : Shape;

internal sealed record Square(double Side) : Shape;

internal sealed class Settings
{
    public int Size { get; set; } = 3;

    public string Name { get; set; } = "n";

    public int Derived => Size + 1;
}

[JsonConverter(typeof(EvenConverter))]
internal sealed record Even(int Value);

internal sealed class EvenConverter : JsonConverter<Even>
{
    public override Even Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetInt32() is var value && value % 2 == 0 ? new Even(value) : throw new FormatException("odd");

    public override void Write(Utf8JsonWriter writer, Even value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed record OwnWays(
    [property: JsonConverter(typeof(JsonStringEnumConverter<Mode>))] Mode Mode,
    Even Even,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int Loose,
    Colors? Colors);

internal sealed record Loose(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] double D,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] float F);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(Fork), 1)]
[JsonDerivedType(typeof(Leaf), 2)]
internal class Branch;

internal sealed class Leaf : Branch
{
    public int Value { get; set; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(Fork), 1)]
internal class Fork : Branch
{
    public required Branch? Left { get; set; }

    public required Branch Right { get; set; }
}

internal sealed class Twig : Fork;
