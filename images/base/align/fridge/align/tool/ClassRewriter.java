package fridge.align.tool;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rewrites the calls of one class, or only counts them. */
final class ClassRewriter extends ClassVisitor {
    private static final AnyOf NAMES = new AnyOf("misc/Unsafe", "floatTo", "intBitsToFloat");

    private int calls;
    private int atomics;
    private int internals;

    private ClassRewriter(ClassWriter writer) {
        super(Opcodes.ASM9, writer);
    }

    /** @param bytes the new class, or the given array itself where nothing had to change */
    record Result(byte[] bytes, int calls, int atomics, int internals) {}

    /** @return null: it isn't to be read (cut short, or spoiled by an obfuscator), whatever a JVM makes of it */
    static Result tryRewrite(byte[] bytes) {
        try {
            return rewrite(bytes);
        } catch (RuntimeException e) {
            return null;
        }
    }

    static Result rewrite(byte[] bytes) {
        var reader = new ClassReader(bytes);
        var writer = new ClassWriter(reader, 0);
        var rewriter = new ClassRewriter(writer);
        reader.accept(rewriter, 0);
        return new Result(
                rewriter.calls == 0 ? bytes : writer.toByteArray(), rewriter.calls, rewriter.atomics, rewriter.internals);
    }

    /** A class without one of the names in its constant pool has no such call; most classes end here. */
    static boolean mayCall(byte[] bytes) {
        return NAMES.isIn(bytes);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private final class Calls extends MethodVisitor {
        Calls(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            count(owner, name);
            if (UnalignedCall.matches(owner, name)) {
                var rewritten = UnalignedCall.descriptor(owner, descriptor);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, UnalignedCall.HELPER, name, rewritten, false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            var rewritten = arguments.clone();
            for (int i = 0; i < rewritten.length; i++) {
                rewritten[i] = constant(rewritten[i]);
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, rewritten);
        }

        @Override
        public void visitLdcInsn(Object value) {
            super.visitLdcInsn(constant(value));
        }

        private Object constant(Object value) {
            if (!(value instanceof Handle handle)) {
                return value;
            }
            count(handle.getOwner(), handle.getName());
            return UnalignedCall.matches(handle.getOwner(), handle.getName()) ? UnalignedCall.rewrite(handle) : handle;
        }

        private void count(String owner, String name) {
            calls += UnalignedCall.matches(owner, name) ? 1 : 0;
            atomics += UnalignedCall.isAtomic(owner, name) ? 1 : 0;
            internals += UnalignedCall.isInternal(owner, name) ? 1 : 0;
        }
    }
}
