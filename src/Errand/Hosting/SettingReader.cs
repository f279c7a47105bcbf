using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Errand.Hosting;

/// <summary>Reads settings; a wrong one is refused with its name, its value and what is expected.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    /// <summary>Reads the settings of all options that have a <see cref="SettingAttribute"/>. The others, and those whose setting is not
    /// there, keep their default.</summary>
    public T Into<T>(T options)
        where T : class
    {
        foreach (PropertyInfo option in typeof(T).GetProperties())
        {
            if (option.GetCustomAttribute<SettingAttribute>() is { } setting && Text(setting.Name) is { } text)
            {
                option.SetValue(options, Value(setting, text, option.PropertyType));
            }
        }

        return options;
    }

    public string? Text(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static int Integer(SettingAttribute setting, string text) =>
        (int)Number(setting, text, NumberStyles.AllowLeadingSign, "a whole number");

    public static SettingsException Wrong(string name, string value, string expected) =>
        new($"The setting {name} is \"{value}\"; expected {expected}.");

    private static object Value(SettingAttribute setting, string text, Type type) =>
        type == typeof(string) ? text
        : type == typeof(int) ? Integer(setting, text)
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(
            Number(setting, text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, "a number of seconds"))
        : type == typeof(double?) ? Number(
            setting, text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, "a number of requests a second")
        : throw new NotSupportedException($"The setting {setting.Name} cannot be read as {type.Name}.");

    private static double Number(SettingAttribute setting, string text, NumberStyles styles, string kind) =>
        double.TryParse(text, styles, CultureInfo.InvariantCulture, out double value) && value >= setting.Min && value <= setting.Max
            ? value
            : throw Wrong(setting.Name, text, string.Create(CultureInfo.InvariantCulture, $"{kind} from {setting.Min} to {setting.Max}"));
}
