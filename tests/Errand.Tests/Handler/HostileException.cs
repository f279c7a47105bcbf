using System.Collections;

namespace Errand.Tests.Handler;

/// <summary>An exception each of whose members throws.</summary>
internal sealed class HostileException : Exception
{
    public static string Text { get; } = $"The message of the exception {typeof(HostileException)} could not be read.";

    public override string Message => throw new InvalidOperationException("no message");

    public override string? StackTrace => throw new InvalidOperationException("no stack");

    public override string? Source => throw new InvalidOperationException("no source");

    public override string? HelpLink => throw new InvalidOperationException("no link");

    public override IDictionary Data => throw new InvalidOperationException("no data");

    public override Exception GetBaseException() => throw new InvalidOperationException("no base");

    public override int GetHashCode() => throw new InvalidOperationException("no hash");

    public override bool Equals(object? obj) => throw new InvalidOperationException("no likeness");

    public override string ToString() => throw new InvalidOperationException("no text");
}
