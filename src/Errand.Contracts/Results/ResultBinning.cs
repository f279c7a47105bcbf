using System.Text.Json.Serialization;

namespace Errand;

/// <summary>How the bins of a histogram were chosen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultBinning>))]
public enum ResultBinning
{
    /// <summary>As many as were asked for.</summary>
    [JsonStringEnumMemberName("given")]
    Given,

    /// <summary>One for each whole number: all values are whole, and the largest is less than 60 above the smallest.</summary>
    [JsonStringEnumMemberName("integers")]
    Integers,

    /// <summary>By the rule of Freedman and Diaconis: a bin is as wide as twice the range of the middle half of the values, divided by the
    /// cube root of how many there are. There are 5 to 200 bins; those of whole numbers are a whole number wide.</summary>
    [JsonStringEnumMemberName("freedman-diaconis")]
    FreedmanDiaconis,
}
