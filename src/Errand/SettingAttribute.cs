namespace Errand;

/// <summary>The setting that an option is read from: a string, an int, a double or a TimeSpan. The option's default is the value it has
/// without the setting.</summary>
/// <param name="name">As operators write it, such as <c>HANDLERS</c>.</param>
/// <param name="min">The least value of a number; seconds, for a time.</param>
/// <param name="max">The largest.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string name, double min = double.NaN, double max = double.NaN) : Attribute
{
    public string Name => name;

    public double Min => min;

    public double Max => max;
}
