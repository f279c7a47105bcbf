using System.Collections;

namespace Errand.TortureServer;

/// <summary>An exception each of whose members throws.</summary>
internal sealed class HostileException : Exception
{
    public override string Message => throw new InvalidOperationException("no message");

    public override string? StackTrace => throw new InvalidOperationException("no stack");

    public override string? Source => throw new InvalidOperationException("no source");

    public override IDictionary Data => throw new InvalidOperationException("no data");

    public override string ToString() => throw new InvalidOperationException("no text");
}
