namespace Errand.Results.Reading;

/// <summary>Why a result cannot be shown as it is asked for.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Detail">For people: whole sentences.</param>
internal sealed record ResultRefusal(ResultRefusalKind Kind, string Detail)
{
    /// <summary>The longest pointer that leads to something.</summary>
    public string? Nearest { get; private init; }

    /// <summary>The option that does not fit.</summary>
    public Fault? Fault { get; private init; }

    public static ResultRefusal NoSuchMember(ResultPointer pointer, int steps)
    {
        string longest = pointer.Text(steps);
        string exists = steps == 0 ? "not even the first step of it does" : $"the longest pointer that does is {longest}";
        return new(ResultRefusalKind.NoSuchMember, $"{pointer} does not lead to anything in the result; {exists}.") { Nearest = longest };
    }

    public static ResultRefusal NotAnArray(string shape) => new(
        ResultRefusalKind.NotAnArray, $"offset, limit and every choose elements of an array, but what is selected is {shape}.");

    public static ResultRefusal OtherShape(string format, string shape) => new(
        ResultRefusalKind.OtherShape, $"What is selected is {shape}, which has no form as {format}.");

    /// <param name="parameter">The name of the option that does not fit the result.</param>
    /// <param name="code">One of <see cref="FaultCode"/>.</param>
    /// <param name="detail">Why.</param>
    public static ResultRefusal Unfit(string parameter, string code, string detail) =>
        new(ResultRefusalKind.Unfit, detail) { Fault = new Fault($"#/{parameter}", code, detail) };

    public static ResultRefusal Busy() => new(
        ResultRefusalKind.Busy, "Too many results are being read. Try again in a moment.");
}
