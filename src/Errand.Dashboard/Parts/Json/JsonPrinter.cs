using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Errand.Dashboard.Parts.Json;

/// <summary>Formats JSON: members on lines of their own, short arrays on one line, and the values of long ones side by side.</summary>
internal sealed class JsonPrinter
{
    private const int Width = 100;
    private const int Step = 2;

    /// <summary>A page with many thousands of elements is slow to show and to read out; what follows has no colours.</summary>
    private const int MostColoured = 1000;

    private readonly List<JsonPiece> _pieces = [];
    private readonly StringBuilder _text = new();
    private readonly int _most;
    private JsonPieceKind _kind;
    private int _length;
    private int _column;
    private int _coloured;

    private JsonPrinter(int most) => _most = most;

    private bool IsFull => _length >= _most;

    /// <param name="value">What is formatted.</param>
    /// <param name="most">After so many characters the rest is left out.</param>
    public static JsonText Print(JsonElement value, int most = int.MaxValue)
    {
        var printer = new JsonPrinter(most);
        printer.Value(value, 0, isElement: false);
        bool isCut = printer.IsFull;
        printer.EndPiece();
        return new JsonText(printer._pieces, isCut);
    }

    private void Value(JsonElement value, int indent, bool isElement)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !TryOnOneLine(value, isElement):
                Members(value, indent + Step);
                break;
            case JsonValueKind.Array when !TryOnOneLine(value, mayBe: true):
                Elements(value, indent + Step);
                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                break;
            case JsonValueKind.String:
                Write(JsonPieceKind.String, Quoted(Raw(value)[1..^1]));
                break;
            default:
                Write(JsonPieceKind.Plain, Raw(value));
                break;
        }
    }

    private void Members(JsonElement value, int indent)
    {
        Write(JsonPieceKind.Plain, "{");
        bool isFirst = true;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (IsFull)
            {
                return;
            }

            Write(JsonPieceKind.Plain, isFirst ? "" : ",");
            Break(indent);
            Write(JsonPieceKind.Name, NameOf(member));
            Write(JsonPieceKind.Plain, ": ");
            Value(member.Value, indent, isElement: false);
            isFirst = false;
        }

        Break(indent - Step);
        Write(JsonPieceKind.Plain, "}");
    }

    private void Elements(JsonElement value, int indent)
    {
        Write(JsonPieceKind.Plain, "[");
        bool isFirst = true;
        foreach (JsonElement element in value.EnumerateArray())
        {
            if (IsFull)
            {
                return;
            }

            Write(JsonPieceKind.Plain, isFirst ? "" : ",");
            if (isFirst || !TryBeside(element))
            {
                Break(indent);
            }

            Value(element, indent, isElement: true);
            isFirst = false;
        }

        Break(indent - Step);
        Write(JsonPieceKind.Plain, "]");
    }

    /// <summary>Goes on in this line if the value is no array or object and has room there.</summary>
    private bool TryBeside(JsonElement element)
    {
        bool hasRoom = element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)
            && _column + 1 + JsonMarshal.GetRawUtf8Value(element).Length < Width;
        Write(JsonPieceKind.Plain, hasRoom ? " " : "");
        return hasRoom;
    }

    /// <summary>Writes an array or object that has room in this line: an empty one, and one of values alone.</summary>
    private bool TryOnOneLine(JsonElement value, bool mayBe)
    {
        int room = Width - _column;
        bool isEmpty = JsonMarshal.GetRawUtf8Value(value).Length < room && IsEmpty(value);
        if (!isEmpty && (!mayBe || !HasRoom(value, room)))
        {
            return false;
        }

        bool isObject = value.ValueKind == JsonValueKind.Object;
        Write(JsonPieceKind.Plain, isObject ? "{" : "[");
        string between = isObject && !isEmpty ? " " : "";
        if (isObject)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                Write(JsonPieceKind.Plain, between);
                Write(JsonPieceKind.Name, NameOf(member));
                Write(JsonPieceKind.Plain, ": ");
                Value(member.Value, 0, isElement: true);
                between = ", ";
            }
        }
        else
        {
            foreach (JsonElement element in value.EnumerateArray())
            {
                Write(JsonPieceKind.Plain, between);
                Value(element, 0, isElement: true);
                between = ", ";
            }
        }

        Write(JsonPieceKind.Plain, isObject ? isEmpty ? "}" : " }" : "]");
        return true;
    }

    /// <summary>Whether all of its values are no arrays and objects, and fit.</summary>
    private static bool HasRoom(JsonElement value, int room)
    {
        int needed = 4;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                needed += JsonMarshal.GetRawUtf8PropertyName(member).Length + 6 + LengthOf(member.Value);
                if (needed > room)
                {
                    return false;
                }
            }

            return true;
        }

        foreach (JsonElement element in value.EnumerateArray())
        {
            needed += LengthOf(element) + 2;
            if (needed > room)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>More than any line has for what needs lines of its own.</summary>
    private static int LengthOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && !IsEmpty(value)
            ? Width
            : Math.Min(Width, JsonMarshal.GetRawUtf8Value(value).Length);

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.GetArrayLength() == 0
        : value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 0;

    private static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

    private static string NameOf(JsonProperty member) => Quoted(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member)));

    private static string Quoted(string raw) => $"\"{JsonStrings.Readable(raw)}\"";

    private void Break(int indent)
    {
        Write(JsonPieceKind.Plain, "\n" + new string(' ', indent));
        _column = indent;
    }

    private void Write(JsonPieceKind kind, string text)
    {
        if (text.Length == 0 || IsFull)
        {
            return;
        }

        kind = kind == _kind || _coloured < MostColoured ? kind : JsonPieceKind.Plain;
        string part = text.Length <= _most - _length ? text : Cut(text, _most - _length);
        if (kind != _kind)
        {
            EndPiece();
            _kind = kind;
            _coloured += kind == JsonPieceKind.Plain ? 0 : 1;
        }

        _text.Append(part);
        _length += text.Length;
        _column += part.Length;
    }

    private static string Cut(string text, int most) => text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private void EndPiece()
    {
        if (_text.Length > 0)
        {
            _pieces.Add(new JsonPiece(_kind, _text.ToString()));
            _text.Clear();
        }
    }
}
