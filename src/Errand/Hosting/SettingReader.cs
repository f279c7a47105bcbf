using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Errand.Hosting;

/// <summary>Reads settings one by one; a wrong one is refused with its name, its value and what is expected.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    public string? Text(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public int Integer(string name, int min, int max, int otherwise) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= min && value <= max ? value
        : throw Wrong(name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));

    public TimeSpan Seconds(string name, double min, double max, TimeSpan otherwise) => Text(name) is not { } text ? otherwise
        : double.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double value)
            && value >= min && value <= max ? TimeSpan.FromSeconds(value)
        : throw Wrong(name, text, string.Create(CultureInfo.InvariantCulture, $"a number of seconds from {min} to {max}"));

    public static SettingsException Wrong(string name, string value, string expected) =>
        new($"The setting {name} is \"{value}\"; expected is {expected}.");
}
