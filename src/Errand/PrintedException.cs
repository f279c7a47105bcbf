using System.Diagnostics.CodeAnalysis;

namespace Errand;

/// <summary>Stands in a log for an exception that cannot be printed.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is never thrown.")]
internal sealed class PrintedException(Exception exception) : Exception(ExceptionText.Message(exception))
{
    private readonly string _text = ExceptionText.Print(exception);

    public override string ToString() => _text;
}
