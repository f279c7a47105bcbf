using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Errand.Binding.Text;

namespace Errand.Binding.Schema;

/// <summary><c>[Range]</c> as <c>minimum</c> and <c>maximum</c>.</summary>
internal static class SchemaRange
{
    public static bool TryApply(RangeAttribute range, JsonObject node, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IntegerBounds.Of(type) is { } bounds && node["type"]?.GetValue<string>() == "integer")
        {
            ApplyToInteger(range, node, bounds);
            return true;
        }

        if (type != typeof(double) && type != typeof(float) && type != typeof(Half) && type != typeof(decimal))
        {
            return false;
        }

        // NaN and the infinities are in no range.
        node.Remove("anyOf");
        node["type"] = "number";
        (string? least, string? most) = NumberBounds.Of(type) is { } all ? (all.Minimum, all.Maximum) : (null, null);
        Put(node, "minimum", "exclusiveMinimum", range.MinimumIsExclusive, Text(range, range.Minimum), least, -1);
        Put(node, "maximum", "exclusiveMaximum", range.MaximumIsExclusive, Text(range, range.Maximum), most, 1);
        return true;
    }

    /// <summary>Bounds between integers move to the next one, and never beyond what the type holds.</summary>
    private static void ApplyToInteger(RangeAttribute range, JsonObject node, (BigInteger Minimum, BigInteger Maximum) type)
    {
        if (Text(range, range.Minimum) is { } minimum)
        {
            (BigInteger floor, bool isExact) = Floor(minimum);
            BigInteger least = isExact && !range.MinimumIsExclusive ? floor : floor + 1;
            node["minimum"] = IntegerBounds.Number(BigInteger.Max(least, type.Minimum));
        }

        if (Text(range, range.Maximum) is { } maximum)
        {
            (BigInteger floor, bool isExact) = Floor(maximum);
            BigInteger most = isExact && range.MaximumIsExclusive ? floor - 1 : floor;
            node["maximum"] = IntegerBounds.Number(BigInteger.Min(most, type.Maximum));
        }
    }

    private static (BigInteger Floor, bool IsExact) Floor(string text)
    {
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger integer))
        {
            return (integer, true);
        }

        double floor = Math.Floor(double.Parse(text, CultureInfo.InvariantCulture));
        return (new BigInteger(floor), floor == double.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the bound, or the type's own one when that is closer.</summary>
    private static void Put(JsonObject node, string keyword, string exclusive, bool isExclusive, string? bound, string? own, int outwards)
    {
        node.Remove(keyword);
        if (bound is null || (own is not null && Math.Sign(Compare(bound, own)) == outwards))
        {
            (bound, isExclusive) = (own, false);
        }

        if (bound is not null)
        {
            node[isExclusive ? exclusive : keyword] = JsonNode.Parse(bound);
        }
    }

    private static int Compare(string left, string right) =>
        DecimalText.Compare(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    /// <summary>A bound as a JSON number; null when it is infinite, so bounds nothing. A range by type brings texts.</summary>
    private static string? Text(RangeAttribute range, object bound)
    {
        object value = bound is string text
            ? range.OperandType == typeof(double) || range.OperandType == typeof(float)
                ? double.Parse(text, CultureInfo.InvariantCulture)
                : BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger integer)
                    ? integer
                    : decimal.Parse(text, CultureInfo.InvariantCulture)
            : bound;
        return value is double number && !double.IsFinite(number) ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
    }
}
